import { PutCommand } from '@aws-sdk/lib-dynamodb';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSilences } from '../../../src/insights/desk/silences.ts';
import type { Silence } from '../../../src/insights/route.ts';
import { createAuditLog } from '../../../src/state/audit-log.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'command' };
const silence: Silence = {
  silenceId: 'migration',
  matchers: { dataset: 'agents' },
  until: '2026-03-02T12:00:00.000Z',
  createdBy: 'U0DANA',
  createdAt: '2026-03-02T10:00:00.000Z',
};
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});

async function open(tableName: string) {
  await ensureTable(engine.client, stateTable, tableName);
  let time = '2026-03-02T10:00:00.000Z';
  const now = () => new Date(time);
  const auditLog = createAuditLog(engine.client, tableName, { now });
  const log = pino({ level: 'silent' });
  const silences = createSilences({ client: engine.client, tableName, auditLog, log, now });
  return { auditLog, silences, setClock: (to: string) => (time = to) };
}

it('lists the silences that last, the first to end first, and records who made and removed them', async () => {
  const { auditLog, silences, setClock } = await open('state-1');
  const short = { ...silence, silenceId: 'short', until: '2026-03-02T11:00:00Z' };
  for (const each of [silence, short]) await silences.save(each, by);

  const listed = await silences.list();
  setClock('2026-03-02T11:00:00.000Z');
  const listedLater = await silences.list();

  expect(listed).toEqual([{ ...short, until: '2026-03-02T11:00:00.000Z' }, silence]);
  expect(listedLater).toEqual([silence]);
  expect([await silences.remove('migration', by), await silences.remove('migration', by)]).toEqual([true, false]);
  expect(await silences.list()).toEqual([]);
  const notes = await auditLog.notesFor('silence#migration', { limit: 10 });
  expect(notes.map(({ action, userId }) => [action, userId])).toEqual([
    ['remove', 'U0DANA'],
    ['save', 'U0DANA'],
  ]);
});

it('refuses a silence that is over already or lasts for ever', async () => {
  const { silences } = await open('state-2');

  for (const until of ['2026-03-02T10:00:00.000Z', '2027-03-04T10:00:00.000Z', 'tomorrow'])
    await expect(silences.save({ ...silence, until }, by)).rejects.toMatchObject({ code: 'input.invalid' });

  expect(await silences.list()).toEqual([]);
});

it('leaves out a silence in a form that it does not know, and shows the others', async () => {
  const { silences } = await open('state-3');
  await silences.save(silence, by);
  const Item = { pk: 'silences', sk: 'odd', silence: { silenceId: 'odd', matchers: { moon: 'full' } } };
  await engine.client.send(new PutCommand({ TableName: 'state-3', Item }));

  expect(await silences.list()).toEqual([silence]);
});
