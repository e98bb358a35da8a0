import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markReviewed, readFeedback } from '../../../scripts/eval/read-feedback.ts';
import { readConfig } from '../../../src/config.ts';
import { createConversations } from '../../../src/state/conversations/conversations.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

let engine: TestEngine;
let environment: Record<string, string>;

const veterans = { field: 'experienceLevel', op: 'in', values: ['veteran'] };
const nps = { kind: 'summary', dataset: 'agents', metrics: ['npsScore'], filters: [veterans] };
const churn = { ...nps, metrics: ['churnRisk'] };

beforeAll(async () => {
  engine = await startTestEngine();
  environment = { DYNAMODB_ENDPOINT: engine.endpoint, STATE_TABLE_NAME: 'eval-state' };
  await ensureTable(engine.client, stateTable, 'eval-state');
  const conversations = createConversations(engine.client, 'eval-state');
  const common = { userId: 'U1', parser: 'offline', latencyMs: 1, outcome: 'answered' as const };
  const ask = (text: string, surface: string, intent: typeof nps, context?: typeof nps): Promise<string> =>
    conversations.record({ ...common, text, surface, intent, ...(context === undefined ? {} : { context }) });
  await conversations.giveFeedback(await ask('nps of veterans', 'mention', churn), 'bad', 'U1');
  await conversations.giveFeedback(await ask('churn veterans', 'slash', churn, nps), 'bad', 'U1');
  await conversations.giveFeedback(await ask('churn of veterans', 'mention', churn), 'good', 'U1');
});
afterAll(() => engine.stop());

describe('readFeedback', () => {
  it('gives the questions whose answers were found bad, as they were asked, with their readings', async () => {
    const list = await readFeedback(readConfig({}, environment));

    expect(list.toSorted((a, b) => a.question.text.localeCompare(b.question.text))).toEqual([
      {
        id: expect.any(String),
        question: { text: 'churn veterans', surface: 'slash', command: '/agents', context: nps },
        day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        reading: churn,
      },
      {
        id: expect.any(String),
        question: { text: 'nps of veterans', surface: 'message' },
        day: expect.any(String),
        reading: churn,
      },
    ]);
  });
});

describe('npm run eval -- --from-feedback', () => {
  it('shows how each question is read now, and scores those that are read otherwise', async () => {
    const words = ['--import', 'tsx', 'scripts/eval.ts', '--from-feedback', '--bar', '0.6'];
    const child = spawn(process.execPath, words, {
      env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(child, 'close');

    expect(output).toContain(
      'Read otherwise: "nps of veterans"\n    - metrics: ["churnRisk"]\n    + metrics: ["npsScore"]',
    );
    expect(output).toContain('Read as before: "churn veterans"\n    after {');
    expect(output).toContain(
      '1 of 2 questions that were answered badly are read otherwise now.\nThat is under the bar of 60.0 %.',
    );
    expect(child.exitCode).toBe(1);
  });
});

describe('markReviewed', () => {
  it('takes off the list what was read, so that it is not read again', async () => {
    const config = readConfig({ STATE_TABLE_NAME: 'reviewed-state' }, environment);
    await ensureTable(engine.client, stateTable, 'reviewed-state');
    const conversations = createConversations(engine.client, 'reviewed-state');
    const entry = { userId: 'U1', parser: 'offline', latencyMs: 1, outcome: 'answered' as const };
    const id = await conversations.record({ ...entry, text: 'nps of veterans', surface: 'mention', intent: churn });
    await conversations.giveFeedback(id, 'bad', 'U1');

    const listed = await readFeedback(config);
    await markReviewed(config, listed);

    expect(listed.map((each) => each.id)).toEqual([id]);
    expect(await readFeedback(config)).toEqual([]);
  });
});
