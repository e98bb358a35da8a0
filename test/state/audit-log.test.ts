import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, type AuditLog, type AuditNote, createAuditLog } from '../../src/state/audit-log.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { writeTogether } from '../../src/state/write-together.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const { engine, proxy } = proxiedEngine();
let tableName: string;
let clock: number;
let auditLog: AuditLog;

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = Date.parse('2026-03-01T10:00:00.000Z');
  const ids = ['id-1', 'id-2', 'id-3', 'id-4'];
  auditLog = createAuditLog(engine.client, tableName, {
    now: () => new Date(clock),
    newId: () => ids.shift() ?? 'no-more',
  });
});

const entry = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  userId: 'U024BE7LH',
  teamId: 'T024BE7LD',
  dataset: 'agents',
  subject: 'agent-42',
  changes: [{ metric: 'npsScore', from: 64, to: 72 }],
  requestId: 'request-1',
  via: 'modal',
  ...overrides,
});

describe('createAuditLog', () => {
  it('shows an entry as pending from its beginning, with all that was asked for', async () => {
    await auditLog.begin(entry());

    expect(await auditLog.entriesFor('agents', 'agent-42', { limit: 10 })).toEqual([
      { ...entry(), at: '2026-03-01T10:00:00.000Z', status: 'pending' },
    ]);
  });

  it('begins an entry once, also when the reply to it is lost', async () => {
    proxy.inject(({ operation, ordinal }) =>
      operation === 'PutItem' && ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined,
    );
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 3 });

    const entryId = await createAuditLog(client, tableName).begin(entry());
    await auditLog.finish(entryId, 'applied');

    const entries = await auditLog.entriesFor('agents', 'agent-42', { limit: 10 });
    expect(entries.map(({ status }) => status)).toEqual(['applied']);
    client.destroy();
  });

  it.each(['applied', 'conflict', 'failed', 'unknown'] as const)('shows how it ended: %s', async (outcome) => {
    const id = await auditLog.begin(entry());
    clock += 250;

    await auditLog.finish(id, outcome);

    expect(await auditLog.entriesFor('agents', 'agent-42', { limit: 10 })).toEqual([
      { ...entry(), at: '2026-03-01T10:00:00.000Z', status: outcome, finishedAt: '2026-03-01T10:00:00.250Z' },
    ]);
  });

  it('finishes the entry that is meant, and only that', async () => {
    const first = await auditLog.begin(entry({ requestId: 'first' }));
    await auditLog.begin(entry({ requestId: 'second' }));

    await auditLog.finish(first, 'applied');

    const entries = await auditLog.entriesFor('agents', 'agent-42', { limit: 10 });
    expect(Object.fromEntries(entries.map(({ requestId, status }) => [requestId, status]))).toEqual({
      first: 'applied',
      second: 'pending',
    });
  });

  it('lists what was done to one item, newest first, no more than asked for', async () => {
    for (const requestId of ['a', 'b', 'c']) {
      await auditLog.begin(entry({ requestId }));
      clock += 1_000;
    }
    await auditLog.begin(entry({ subject: 'agent-4', requestId: 'other' }));

    const entries = await auditLog.entriesFor('agents', 'agent-42', { limit: 2 });

    expect(entries.map(({ requestId }) => requestId)).toEqual(['c', 'b']);
  });

  it('keeps entries for good, and nothing in them that was not declared', async () => {
    await auditLog.begin({ ...entry(), email: 'dana@example.com' } as AuditEntry);

    const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: tableName }));
    expect(Object.keys(Items[0] ?? {}).toSorted()).toEqual(
      ['at', 'changes', 'dataset', 'pk', 'requestId', 'sk', 'status', 'subject', 'teamId', 'userId', 'via'].toSorted(),
    );
  });

  it('makes no entry by finishing one that was never begun', async () => {
    const id = await auditLog.begin(entry());
    const empty = freshTableName();
    await ensureTable(engine.client, stateTable, empty);

    await expect(createAuditLog(engine.client, empty).finish(id, 'applied')).rejects.toMatchObject({
      code: expect.stringMatching(/^repository\./),
    });
    expect(await createAuditLog(engine.client, empty).entriesFor('agents', 'agent-42', { limit: 1 })).toEqual([]);
  });

  it('records an action with its effect or not at all', async () => {
    const key = { pk: 'effect', sk: 'effect' };
    const effect = {
      Put: { TableName: tableName, Item: key, ConditionExpression: 'attribute_not_exists(pk)' },
    };
    const writes = () => [effect, auditLog.noting(note({ action: 'snooze' }))];

    const first = await writeTogether(engine.client, writes(), {});
    const second = await writeTogether(engine.client, writes(), {});

    expect([first.written, second.written]).toEqual([true, false]);
    expect(await auditLog.notesFor('alert#a-1', { limit: 10 })).toEqual([note({ action: 'snooze' })]);
  });

  it('lists what was done to one subject, newest first, apart from changes of the record', async () => {
    await auditLog.begin(entry({ dataset: 'alert', subject: 'a-2' }));
    await auditLog.note(note({ at: '2026-03-01T10:00:00.000Z', action: 'assign', details: { owner: 'U1' } }));
    await auditLog.note(note({ at: '2026-03-01T10:00:01.000Z', action: 'acknowledge' }));

    const notes = await auditLog.notesFor('alert#a-1', { limit: 10 });

    expect(notes.map(({ action, details }) => [action, details])).toEqual([
      ['acknowledge', {}],
      ['assign', { owner: 'U1' }],
    ]);
    expect(await auditLog.notesFor('alert#a-1', { limit: 1 })).toHaveLength(1);
  });
});

function note(overrides: Partial<AuditNote> = {}): AuditNote {
  return {
    at: '2026-03-01T10:00:00.000Z',
    userId: 'U024BE7LH',
    teamId: 'T024BE7LD',
    requestId: 'request-1',
    via: 'button',
    action: 'acknowledge',
    subject: 'alert#a-1',
    details: {},
    ...overrides,
  };
}
