import { beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { applyUpdate, type UpdateRequest } from '../../src/state/apply-update.ts';
import { type AuditLog, createAuditLog } from '../../src/state/audit-log.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { agentItem } from '../support/agent-items.ts';
import { createAgentsTable, freshTableName } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const { engine, proxy } = proxiedEngine();
let repository: Repository;
let auditLog: AuditLog;
let auditTable: string;

beforeEach(async () => {
  proxy.reset();
  auditTable = freshTableName();
  await ensureTable(engine.client, stateTable, auditTable);
  const { tableName } = await createAgentsTable(engine.client, [agentItem(42, { npsScore: 64 })]);
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
  repository = createRepository({ client, dataset: agents, tableName });
  auditLog = createAuditLog(client, auditTable);
});

const request = (overrides: Partial<UpdateRequest> = {}): UpdateRequest => ({
  id: 'agent-42',
  changes: [{ metric: 'npsScore', from: 64, to: 72 }],
  by: { userId: 'U024BE7LH', teamId: 'T024BE7LD', requestId: 'request-1', via: 'modal' },
  ...overrides,
});

const apply = (overrides: Partial<UpdateRequest> = {}) => applyUpdate({ repository, auditLog }, request(overrides));
const tableOf = (body: Readonly<Record<string, unknown>>): unknown => body['TableName'];

async function audited(subject = 'agent-42') {
  proxy.inject(() => undefined);
  const entries = await auditLog.entriesFor('agents', subject, { limit: 10 });
  return entries.map(({ userId, changes, status }) => ({ userId, changes, status }));
}

describe('applyUpdate', () => {
  it('changes the item and records who changed what', async () => {
    const result = await apply();

    expect(result).toEqual({ outcome: 'applied', item: agentItem(42, { npsScore: 72 }) });
    expect(await audited()).toEqual([
      { userId: 'U024BE7LH', changes: [{ metric: 'npsScore', from: 64, to: 72 }], status: 'applied' },
    ]);
  });

  it('records before it changes', async () => {
    await apply();

    expect(proxy.calls.map(({ operation }) => operation)).toEqual(['PutItem', 'UpdateItem', 'UpdateItem']);
    expect(proxy.calls.map(({ body }) => tableOf(body))).toEqual([auditTable, repository.tableName, auditTable]);
  });

  it('gives the value that is there now when it changed meanwhile', async () => {
    const result = await apply({ changes: [{ metric: 'npsScore', from: 60, to: 72 }] });

    expect(result).toEqual({ outcome: 'conflict', metric: 'npsScore', expected: 60, actual: 64 });
    expect(await audited()).toMatchObject([{ status: 'conflict' }]);
  });

  it('applies one of two confirms at once, and records both', async () => {
    const results = await Promise.all([apply(), apply()]);

    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['applied', 'conflict']);
    expect((await audited()).map(({ status }) => status).toSorted()).toEqual(['applied', 'conflict']);
  });

  it('says that there is nobody of that id, and makes nobody', async () => {
    const result = await apply({ id: 'agent-404' });

    expect(result).toEqual({ outcome: 'notFound' });
    expect(await repository.find('agent-404')).toBeUndefined();
    expect(await audited('agent-404')).toMatchObject([{ status: 'failed' }]);
  });

  it('closes the entry of a change that is refused, and throws', async () => {
    const update = apply({ changes: [{ metric: 'npsScore', from: 64, to: 720 }] });

    await expect(update).rejects.toMatchObject({ code: 'repository.invalid' });
    expect(await audited()).toMatchObject([{ status: 'failed' }]);
  });

  it.each([
    ['throttled, perhaps after an attempt that was carried out', { kind: 'throttled' }, 'repository.throttled'],
    ['a lost reply', { kind: 'dropped', replyLost: true }, 'repository.unavailable'],
  ] as const)('says that it does not know when the store does not: %s', async (_, fault, code) => {
    proxy.inject(({ body }) => (tableOf(body) === repository.tableName ? fault : undefined));

    expect(await apply()).toMatchObject({ outcome: 'unknown', cause: { code } });
    expect(await audited()).toMatchObject([{ status: 'unknown' }]);
  });

  it('changes nothing when the attempt cannot be recorded', async () => {
    proxy.inject(({ operation }) => (operation === 'PutItem' ? { kind: 'serverError' } : undefined));

    await expect(apply()).rejects.toMatchObject({ code: 'repository.unavailable' });
    expect(await repository.find('agent-42')).toMatchObject({ npsScore: 64 });
  });

  it('is applied even if its entry cannot be closed, and tells of that', async () => {
    const unclosed: unknown[] = [];
    proxy.inject(({ operation, body }) =>
      operation === 'UpdateItem' && tableOf(body) === auditTable ? { kind: 'serverError' } : undefined,
    );

    const result = await applyUpdate({ repository, auditLog, onUnclosed: (error) => unclosed.push(error) }, request());

    expect(result.outcome).toBe('applied');
    expect(unclosed).toMatchObject([{ code: 'repository.unavailable' }]);
    expect(await audited()).toMatchObject([{ status: 'pending' }]);
  });
});
