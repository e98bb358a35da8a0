import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, agents } from '../../src/catalog/datasets/agents.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import { generateEntities } from '../../src/generator/generate-entities.ts';
import { keepGeneration, readKeptGeneration } from '../../src/provision/kept-generation.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { freshTableName } from '../support/agents-table.ts';
import { type CommandLine, commandHere, commandProcess } from '../support/command-line.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const asOf = '2026-01-01';
const linesOf = (text: string): Agent[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('npm run generate', () => {
  let directory: string;

  const generate: CommandLine = (words, environment) =>
    commandHere('generate')(words, { DATA_DIR: directory, ...environment });
  const generateApart: CommandLine = (words, environment) =>
    commandProcess('generate')(words, { DATA_DIR: directory, ...environment });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitals-generate-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('writes the people of the library as JSON lines, and touches no database', async () => {
    const file = join(directory, 'people.jsonl');

    const { code } = await generate(['--count', '250', '--seed', '9', '--as-of', asOf, '--out', file]);

    expect(code).toBe(0);
    expect(linesOf(await readFile(file, 'utf8'))).toEqual([...generateAgents({ count: 250, seed: 9, asOf })]);
    expect(await readdir(directory)).toEqual(['people.jsonl']);
  });

  it('writes to standard output, with what else is asked for beside it', async () => {
    const { code, output, errors } = await generateApart(
      ['--as-of', asOf, '--out', '-', '--preview', '2', '--report'],
      { NUM_AGENTS: '120' },
    );

    expect(code).toBe(0);
    expect(linesOf(output)).toEqual([...generateAgents({ count: 120, seed: 42, asOf })]);
    expect(errors).toMatch(/agent-2 /);
    expect(errors).toMatch(/\d+ of \d+ correlations hold/);
  });

  it('shows a table of the first people, without their private data', async () => {
    const { code, output } = await generate(['--preview', '3', '--as-of', asOf]);
    const [first] = generateAgents({ count: 1, seed: 42, asOf });

    expect(code).toBe(0);
    expect(output.trimEnd().split('\n')).toHaveLength(5);
    expect(output).toContain(first?.name);
    expect(output).not.toMatch(/@|555-01/);
    expect(await readdir(directory)).toEqual([]);
  });

  it('reports each distribution and correlation, with no database', async () => {
    const { code, output } = await generate(['--report', '--count', '2000', '--as-of', asOf]);

    expect(code).toBe(0);
    expect(output).toMatch(/Experience level +Rookie +500 +25\.00 % +25\.00 % +\+0\.00 pp/);
    expect(output).toMatch(/Revenue +mean +Revenue of Veteran +\+ +[\d,.]+ +[\d,.]+ +yes/);
    expect(output).toMatch(/(\d+) of \1 correlations hold/);
    expect(await readdir(directory)).toEqual([]);
  });

  it('makes students, tutors, subjects and regions when told to', async () => {
    const words = [
      '--dataset',
      'entities',
      '--count',
      '400',
      '--as-of',
      asOf,
      '--out',
      '-',
      '--preview',
      '2',
      '--report',
    ];

    const { code, output, errors } = await generate(words);

    expect(code).toBe(0);
    expect(linesOf(output)).toEqual([...generateEntities({ count: 400, seed: 42, asOf })].map(({ entity }) => entity));
    expect(errors).toMatch(/^stu_4532 +Student +\d/m);
    expect(errors).toMatch(/Type +Student +280 +70\.00 % +70\.00 %/);
    expect(errors).toMatch(/(\d+) of \1 correlations hold/);
  });

  it('takes the as-of date of the people in the table where none is given', async () => {
    const kept = { count: 500, seed: 42, asOf: '2025-07-31', state: 'complete' } as const;
    await keepGeneration(directory, 'ZillowAgents', kept);

    const { output } = await generate(['--count', '2', '--out', '-']);

    expect(linesOf(output)).toEqual([...generateAgents({ count: 2, seed: 42, asOf: kept.asOf })]);
  });

  it('takes today in UTC where none was kept', async () => {
    const before = new Date().toISOString().slice(0, 10);

    const { output } = await generateApart(['--count', '40', '--out', '-'], { TZ: 'Pacific/Kiritimati' });

    const days = [before, new Date().toISOString().slice(0, 10)];
    const possible = days.map((day) => [...generateAgents({ count: 40, seed: 42, asOf: day })]);
    expect(possible).toContainEqual(linesOf(output));
  });

  it('explains itself', async () => {
    const { code, output } = await generate(['--help']);

    expect(code).toBe(0);
    for (const option of ['count', 'seed', 'as-of', 'table', 'region', 'endpoint', 'out', 'preview', 'report']) {
      expect(output).toContain(`--${option} `);
    }
  });

  it.each([
    [['--wibble'], /--wibble/],
    [['--region', 'nowhere'], /--region needs a region/],
    [['--endpoint', 'ftp://here'], /--endpoint needs/],
    [['--out', '/nonexistent/people.jsonl'], /\/nonexistent\/people\.jsonl cannot be written/],
  ])('ends with 2 and a clear sentence on %j', async (words, message) => {
    const { code, output, errors } = await generate(words);

    expect(code).toBe(2);
    expect(output).toBe('');
    expect(errors).toMatch(message);
    expect(errors).not.toMatch(/\n\s+at /);
  });

  describe('with a database', () => {
    const { engine, proxy } = proxiedEngine();

    afterEach(() => proxy.reset());

    async function readTable(tableName: string): Promise<unknown[]> {
      const repository = createRepository({ client: engine.client, dataset: agents, tableName });
      const people = [];
      for await (const page of repository.readAll({ attributes: Object.keys(agents.attributes) })) {
        people.push(...page.items);
      }
      return people;
    }

    /** In the order of their ids: a scan has none, and neither have the attributes of what it reads. */
    const sorted = (people: readonly unknown[]) =>
      (people as readonly Agent[]).toSorted((one, other) => one.id.localeCompare(other.id));

    it('makes the table, uploads, and tells each tenth on a line of its own', async () => {
      const tableName = freshTableName();
      const words = ['--count', '300', '--as-of', asOf, '--table', tableName, '--endpoint', engine.endpoint];

      const { code, output } = await generate(words);

      expect(code).toBe(0);
      expect(sorted(await readTable(tableName))).toEqual(sorted([...generateAgents({ count: 300, seed: 42, asOf })]));
      const progress = output.split('\n').filter((line) => line.includes(' written ('));
      expect(progress.length).toBeGreaterThan(3);
      expect(progress.length).toBeLessThanOrEqual(10);
      expect(progress.at(-1)).toBe('300 of 300 written (100 %)');
      expect(await readKeptGeneration(directory, tableName)).toEqual({ count: 300, seed: 42, asOf, state: 'complete' });
    });

    it('says how many were written when it fails half-way, and completes without duplicates when run again', async () => {
      const tableName = freshTableName();
      const environment = { TABLE_NAME: tableName, DYNAMODB_ENDPOINT: proxy.endpoint };
      let batches = 0;
      proxy.inject(({ operation, body }) => {
        if (operation !== 'BatchWriteItem' || !JSON.stringify(body).includes(tableName)) return undefined;
        batches += 1;
        return batches >= 5 ? { kind: 'dropped' } : undefined;
      });

      const failed = await generate(['--count', '500', '--as-of', asOf], environment);
      const half = await readTable(tableName);
      proxy.reset();
      // The date is that of the first try, though it is not given again.
      const again = await generate(['--count', '500'], environment);

      expect(failed.code).toBe(1);
      expect(failed.errors).toContain(`${half.length} of 500 agents were written`);
      expect(failed.errors).toContain(`--count 500 --seed 42 --as-of ${asOf}`);
      expect(half.length).toBeGreaterThan(0);
      expect(half.length).toBeLessThan(500);
      expect(again.code).toBe(0);
      expect(sorted(await readTable(tableName))).toEqual(sorted([...generateAgents({ count: 500, seed: 42, asOf })]));
    });

    it('does not make tables in AWS', async () => {
      const tableName = freshTableName();

      const { code, errors } = await generate(['--count', '5', '--table', tableName], {
        STORAGE: 'aws',
        DYNAMODB_ENDPOINT: proxy.endpoint,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      });

      expect(code).toBe(1);
      expect(errors).toContain(`The table ${tableName} cannot be used: the table does not exist`);
      expect(proxy.calls.map(({ operation }) => operation)).not.toContain('CreateTable');
      expect(await readdir(directory)).toEqual([]);
    });
  });

  it('keeps its data in the local database without any setting', async () => {
    const { code, output } = await generate(['--count', '20', '--as-of', asOf]);

    expect(code).toBe(0);
    expect(output).toContain('Writing 20 agents to ZillowAgents, DynamoDB (embedded)');
    expect(await readdir(directory)).toEqual(expect.arrayContaining(['dynamodb.sqlite', 'generation.json']));
  });
});
