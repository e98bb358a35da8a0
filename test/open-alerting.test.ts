import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { startAlerting } from '../src/open-alerting.ts';
import { openRecords } from '../src/open-records.ts';
import { dayOf } from '../src/state/sample-days.ts';
import { startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;
let dataDirectory: string;

beforeAll(async () => {
  engine = await startTestEngine();
  dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-alerting-'));
});
afterAll(async () => {
  await engine.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** Where nobody is told anything. */
const port = {
  draw: async () => undefined,
  post: unexpected,
  update: unexpected,
  remove: unexpected,
  sent: async () => [],
};

async function unexpected(): Promise<never> {
  throw new Error('nothing is to be posted');
}

it('looks for trouble, and keeps the figures of the day, only once the past of a first run is kept', async () => {
  const events: string[] = [];
  const config = readConfig(
    {},
    { DYNAMODB_ENDPOINT: engine.endpoint, DATA_DIR: dataDirectory, NUM_AGENTS: '20', NUM_ENTITIES: '10' },
  );
  const write = (line: string): void => void events.push(JSON.parse(line).msg);
  const log = createLog({ level: 'info', destination: { write } });
  const records = await openRecords(config, log);
  const isSaid = (what: string, times = 1) =>
    vi.waitFor(() => expect(events.filter((said) => said === what).length).toBe(times), 10_000);
  const keepPast = async (signal: AbortSignal): Promise<void> => {
    await isSaid('this instance leads dispatch');
    await records.keepPast(signal);
    events.push('the past is there');
  };

  const alerting = await startAlerting({ config, records: { ...records, keepPast }, port, log });
  await isSaid('a table was swept', 2);
  await isSaid("the day's figures were kept", 2);
  await alerting.stop();

  const first = Math.min(...['a table was swept', "the day's figures were kept"].map((said) => events.indexOf(said)));
  expect(events.indexOf('the past is there')).toBeLessThan(first);
  const today = dayOf(Date.now());
  const span = { group: 'everyone' as const, from: '2000-01-01', to: today, metrics: ['churnRisk'] };
  const days = await records.figures.read('agents', span);
  expect(days).toHaveLength(31);
  expect(days.at(-1)).toMatchObject({ day: today, count: 20, statistics: { churnRisk: { n: 20 } } });
  await records.close();
});
