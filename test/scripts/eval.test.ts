import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBedrockServer } from '../support/bedrock-server.ts';
import { commandHere, commandProcess } from '../support/command-line.ts';

const evaluate = commandHere('eval');

const veterans = { field: 'experienceLevel', op: 'in', values: ['veteran'] };
const churn = { kind: 'summary', dataset: 'agents', metrics: ['churnRisk'], filters: [veterans] };
const questions = [
  { text: 'churn of veterans', expected: churn },
  { text: 'churn of veterans', surface: 'slash', command: '/agents', expected: churn },
  { text: 'joined since yesterday', today: '2026-03-04', expected: sinceTheThird() },
  { text: 'flibber the gibbet of the wug', expected: { kind: 'unclear' } },
];
const wrong = { text: 'nps of veterans', expected: churn };

function sinceTheThird() {
  const filters = [{ field: 'joinDate', op: 'since', value: '2026-03-03' }];
  return { kind: 'summary', dataset: 'agents', metrics: [], filters };
}

describe('npm run eval', () => {
  let directory: string;
  const fileOf = async (name: string, lines: readonly (object | string)[]): Promise<string> => {
    const file = join(directory, name);
    await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return file;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitals-eval-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('scores the offline parser by kind and overall, and ends well over the bar', async () => {
    const { code, output } = await evaluate([await fileOf('fine.jsonl', [...questions, ''])]);

    expect(output.split('\n').filter((line) => line !== '')).toEqual([
      expect.stringMatching(/^summary\s+3\/3\s+100\.0 %$/),
      expect.stringMatching(/^unclear\s+1\/1\s+100\.0 %$/),
      expect.stringMatching(/^overall\s+4\/4\s+100\.0 %$/),
      'The score reaches the bar of 90.0 %.',
    ]);
    expect(code).toBe(0);
  });

  it('shows what was missed and how, and ends badly under the bar', async () => {
    const file = await fileOf('wrong.jsonl', [...questions, wrong]);

    const strict = await commandProcess('eval')([file]);
    const lenient = await evaluate(['--bar', '0.8', file]);

    expect(strict.code).toBe(1);
    expect(strict.output).toContain(
      'Missed: "nps of veterans"\n    - metrics: ["churnRisk"]\n    + metrics: ["npsScore"]\n',
    );
    expect(strict.output).toMatch(/overall\s+4\/5\s+80\.0 %\nThe score is under the bar of 90\.0 %\./);
    expect(lenient.code).toBe(0);
  });

  it('scores a model, to whose account no answer of the offline parser goes', async () => {
    const server = await startBedrockServer();
    server.play(({ body }) => {
      const said = body.messages[0]?.content.at(-1)?.text ?? '';
      if (said.includes('veterans')) return { kind: 'text', text: JSON.stringify({ intent: churn }) };
      return { kind: 'text', text: 'I would rather not.' };
    });

    const { code, output } = await evaluate(['--parser', 'bedrock', await fileOf('fine.jsonl', questions)], {
      BEDROCK_MODEL_ID: 'some-model',
      BEDROCK_ENDPOINT: server.endpoint,
    });
    await server.stop();

    expect(server.objections).toEqual([]);
    expect(code).toBe(1);
    expect(output).toContain('Missed: "joined since yesterday"\n    no usable answer: malformed');
    expect(output).toMatch(/overall\s+2\/4\s+50\.0 %/);
    expect(output).toMatch(/\d+ tokens in, \d+ out; half of the questions within \d+ ms\./);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['the command', ['--bar', '90', 'x'], /^--bar needs a number from 0 to 1, not "90"$/],
    ['a line of the file', ['FILE'], /line 1 is no question: expected: /],
  ])('says in one sentence what is wrong with %s', async (_what, words, sentence) => {
    const file = await fileOf('misuse.jsonl', ['{"text":"churn"}']);

    const { code, output, errors } = await evaluate(words.map((word) => (word === 'FILE' ? file : word)));

    expect([code, output]).toEqual([2, '']);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors.trim()).toMatch(sentence);
  });

  it('explains itself', async () => {
    const { code, output } = await evaluate(['--help']);

    expect(code).toBe(0);
    expect(output).toContain('npm run --silent eval -- questions.jsonl');
  });
});
