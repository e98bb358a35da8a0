import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandHere, commandProcess, type Ended } from '../support/command-line.ts';

describe('npm run ask', () => {
  let dataDirectory: string;

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-ask-'));
  });

  afterAll(() => rm(dataDirectory, { recursive: true, force: true }));

  function ask(...words: string[]): Promise<Ended> {
    return askWith(commandHere('ask'), words);
  }

  function askWith(command: CommandLine, words: readonly string[]): Promise<Ended> {
    // Half of Slack's settings, which are of no concern here.
    return command(words, { DATA_DIR: dataDirectory, NUM_AGENTS: '60', NUM_ENTITIES: '6', SLACK_BOT_TOKEN: 'half' });
  }

  it('prints the answer to a slash command, and to a question in plain words', async () => {
    const slash = await askWith(commandProcess('ask'), ['/agents churn rookie']);
    const plain = await ask('what is the churn of rookies?');

    expect(slash.code).toBe(0);
    expect(slash.output).toMatch(/churn.*rookie|rookie.*churn/i);
    expect(plain.output.split('\n')[0]).toBe(slash.output.split('\n')[0]);
  });

  it('prints the intent, the answer and the blocks as JSON', async () => {
    const { code, output } = await ask('--json', '/agents revenue by specialization');

    const { intent, answer, blocks } = JSON.parse(output);
    expect(code).toBe(0);
    expect(intent).toMatchObject({ kind: 'breakdown', metrics: ['revenue'], by: 'specialization' });
    expect(answer.provenance.itemsRead).toBe(60);
    expect(blocks.length).toBeGreaterThan(1);
  });

  it('shows a change, and makes none', async () => {
    const proposed = await ask('/agents set agent-3 nps 99');
    const again = await ask('/agents set agent-3 nps 99');

    expect(proposed.code).toBe(0);
    expect(proposed.output).toMatch(/→ 99.*Nothing was changed/s);
    expect(again.output).toBe(proposed.output);
  });

  it.each([
    [[], /Give one question/],
    [['/agents churn', 'rookie'], /Give one question/],
    [['--loud', 'churn'], /loud/],
    [['/insights watch churn'], /^Watches are made in Slack: type this in a channel\.$/m],
    [['/insights digest daily'], /^Digests are planned in Slack/m],
    [['/people churn'], /There is no command \/people/],
  ])('says what is wrong with %j, and exits with 2', async (words, sentence) => {
    const { code, output, errors } = await ask(...words);

    expect(code).toBe(2);
    expect(errors).toMatch(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(output).toBe('');
  });
});
