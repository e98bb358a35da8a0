import { ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDocumentClient, isStandIn } from '../../src/storage/create-document-client.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const { engine, proxy } = proxiedEngine();

afterEach(() => vi.unstubAllEnvs());

describe('createDocumentClient', () => {
  it('gives up on a request that has no answer in time', async () => {
    proxy.inject(() => ({ kind: 'slow', ms: 5_000 }));
    const client = createDocumentClient({
      region: 'us-west-2',
      endpoint: proxy.endpoint,
      requestTimeoutMs: 60,
      maxAttempts: 1,
    });

    await expect(client.send(new ListTablesCommand())).rejects.toMatchObject({ name: 'TimeoutError' });
    client.destroy();
  });

  it('reads a number that no JavaScript number holds as the nearest one', async () => {
    const { tableName } = await createAgentsTable(engine.client);
    const digits = '12345678901234567890123.5';
    const number = { N: digits };
    await engine.client.send(new PutItemCommand({ TableName: tableName, Item: { id: { S: 'a' }, revenue: number } }));

    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: { id: 'a' } }));

    expect(Item).toEqual({ id: 'a', revenue: Number(digits) });
  });

  it('signs with placeholders for a stand-in, and with the AWS chain where it is asked for', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'FROMTHECHAIN');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const { endpoint } = engine;
    const standIn = createDocumentClient({ region: 'us-west-2', endpoint });
    const chain = createDocumentClient({ region: 'us-west-2', endpoint, credentials: 'chain' });

    expect(await standIn.config.credentials()).toMatchObject({ accessKeyId: 'local' });
    expect(await chain.config.credentials()).toMatchObject({ accessKeyId: 'FROMTHECHAIN' });
  });
});

describe('isStandIn', () => {
  it.each([
    ['http://127.0.0.1:8000', true],
    ['https://localhost:8000', true],
    ['http://[::1]:8000', true],
    ['http://dynamodb-local:8000', true],
    ['https://dynamodb.us-west-2.amazonaws.com', false],
    ['https://localhost.example.com', false],
  ])('of %s is %s', (endpoint, expected) => {
    expect(isStandIn(endpoint)).toBe(expected);
  });
});
