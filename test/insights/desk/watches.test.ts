import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWatches } from '../../../src/insights/desk/watches.ts';
import { createAuditLog } from '../../../src/state/audit-log.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { routeOf } from '../routing/support/facts.ts';

const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'command' };
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});

async function open(tableName: string) {
  await ensureTable(engine.client, stateTable, tableName);
  const auditLog = createAuditLog(engine.client, tableName);
  return { auditLog, watches: createWatches({ client: engine.client, tableName, auditLog }) };
}

it('keeps watches, oldest first, replaces and removes them, and records who did', async () => {
  const { auditLog, watches } = await open('state-1');
  const late = routeOf({ routeId: 'late', createdAt: '2026-03-02T10:00:00.000Z' });
  const early = routeOf({ routeId: 'zoo', createdAt: '2026-03-01T10:00:00.000Z' });
  for (const route of [late, early]) await watches.save(route, by);

  await watches.save({ ...late, channel: 'C0OTHER' }, by);

  expect(await watches.list()).toEqual([early, { ...late, channel: 'C0OTHER' }]);
  expect(await watches.find('zoo')).toEqual(early);
  expect([await watches.remove('zoo', by), await watches.remove('zoo', by)]).toEqual([true, false]);
  expect(await watches.find('zoo')).toBeUndefined();
  const notes = await auditLog.notesFor('watch#zoo', { limit: 10 });
  expect(notes.map(({ action, userId }) => [action, userId])).toEqual(
    expect.arrayContaining([
      ['remove', 'U0DANA'],
      ['save', 'U0DANA'],
    ]),
  );
  expect(notes).toHaveLength(2);
});

it('refuses a watch that could not work', async () => {
  const { watches } = await open('state-2');
  const quietHours = { from: '22:00', to: '07:00', zone: 'Europe/Nowhere' };
  // After it the calendar ends.
  const escalation = { afterMs: 8_640_000_000_000_000, targets: ['C0OTHER'] };

  for (const wrong of [{ quietHours }, { escalation }, { repeatIntervalMs: 8_640_000_000_000_000 }])
    await expect(watches.save(routeOf(wrong), by)).rejects.toMatchObject({ code: 'input.invalid' });

  expect(await watches.list()).toEqual([]);
});

it('leaves out a watch in a form that it does not know, and shows the others', async () => {
  const { watches } = await open('state-3');
  await watches.save(routeOf(), by);
  const odd = { pk: 'watch', sk: 'odd', route: { routeId: 'odd', colour: 'blue' } };
  await engine.client.send(new PutCommand({ TableName: 'state-3', Item: odd }));

  expect(await watches.list()).toEqual([routeOf()]);
});
