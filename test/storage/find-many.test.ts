import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { agentItem, agentItems } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { createEntitiesTable, entityItem } from '../support/entities-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const { engine, proxy } = proxiedEngine();

describe('many items by id', () => {
  let repository: Repository;

  beforeAll(async () => {
    const { tableName } = await createAgentsTable(engine.client, agentItems(230));
    repository = createRepository({
      client: createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint }),
      dataset: agents,
      tableName,
      loading: { attempts: 3, backoff: { baseMs: 1, capMs: 2 } },
    });
  });
  beforeEach(() => proxy.reset());

  it('come whole, in the order of the ids, a hundred a request', async () => {
    const ids = Array.from({ length: 230 }, (_, at) => `agent-${230 - at}`);

    const items = await repository.findMany(ids);

    expect(items.map((item) => item?.['id'])).toEqual(ids);
    expect(items[0]).toEqual(agentItem(230));
    expect(proxy.calls.map(({ operation }) => operation)).toEqual(Array(3).fill('BatchGetItem'));
  });

  it('leave a gap where there is no such item, and may be asked for twice', async () => {
    const items = await repository.findMany(['agent-2', 'agent-none', '', 'agent-1', 'agent-2']);

    expect(items.map((item) => item?.['id'])).toEqual(['agent-2', undefined, undefined, 'agent-1', 'agent-2']);
  });

  it('are none where none is asked for', async () => {
    expect(await repository.findMany([])).toEqual([]);
    expect(proxy.calls).toEqual([]);
  });

  it('are asked for again where DynamoDB leaves keys unprocessed', async () => {
    proxy.inject(({ ordinal }) => (ordinal < 2 ? { kind: 'unprocessed', processed: 1 - ordinal } : undefined));
    const ids = ['agent-5', 'agent-4', 'agent-3'];

    const items = await repository.findMany(ids);

    expect(items.map((item) => item?.['id'])).toEqual(ids);
    expect(proxy.calls).toHaveLength(3);
  });

  it('are given up when DynamoDB keeps leaving them unprocessed', async () => {
    proxy.inject(() => ({ kind: 'unprocessed', processed: 0 }));

    await expect(repository.findMany(['agent-1', 'agent-2'])).rejects.toMatchObject({
      code: 'repository.throttled',
      retryable: true,
      details: { unprocessed: 2 },
    });
    expect(proxy.calls).toHaveLength(3);
  });

  it('are found by their id alone where the key has a second part', async () => {
    const students = ['stu_3', 'stu_1', 'stu_2'].map((id) => entityItem({ entity_id: id }));
    const tutor = entityItem({ entity_id: 'tut_1', entity_type: 'tutor' });
    const entities = await createEntitiesTable(engine.client, [...students, tutor]);

    const items = await entities.findMany(['tut_1', 'stu_9', 'stu_1', 'stu_3']);

    expect(items.map((item) => item?.['entity_id'])).toEqual(['tut_1', undefined, 'stu_1', 'stu_3']);
  });
});
