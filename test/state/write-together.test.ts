import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeTogether } from '../../src/state/write-together.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';

/** What DynamoDB answers next, by the codes of a cancelled transaction's items or the name of an error. */
type Answer = { readonly codes: readonly string[] } | { readonly error: string };

const items = [
  { Put: { TableName: 'state', Item: { pk: 'a', sk: 'b' } } },
  { Put: { TableName: 'state', Item: { pk: 'c', sk: 'd' } } },
];
const details = { tableName: 'state' };

let server: Server;
let client: DynamoDBDocumentClient;
let answers: Answer[];
let requests: number;

// The engine never cancels a transaction for a conflict: this is DynamoDB's side of it, as its protocol has it.
beforeEach(async () => {
  answers = [];
  requests = 0;
  server = createServer((request, response) => {
    request.resume();
    requests += 1;
    const answer = answers.shift();
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (answer === undefined) return response.end('{}');
    const type = 'codes' in answer ? 'TransactionCanceledException' : answer.error;
    const reasons = 'codes' in answer ? { CancellationReasons: answer.codes.map((Code) => ({ Code })) } : {};
    response.statusCode = 400;
    return response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, ...reasons }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = createDocumentClient({ region: 'us-west-2', endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
});

afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

describe('writeTogether', () => {
  it.each([
    ['another transaction', { codes: ['None', 'TransactionConflict'] }],
    ['too much load', { codes: ['ThrottlingError', 'None'] }],
    ['the same request under way', { error: 'TransactionInProgressException' }],
  ])('waits for the end of %s', async (_, answer) => {
    answers = [answer, answer];

    expect(await writeTogether(client, items, details)).toEqual({ written: true });
    expect(requests).toBe(3);
  });

  it('says at once that a condition does not hold, whatever else went wrong', async () => {
    answers = [{ codes: ['ConditionalCheckFailed', 'TransactionConflict'] }];

    expect(await writeTogether(client, items, details)).toMatchObject({ written: false });
    expect(requests).toBe(1);
  });

  it('gives up when others keep writing to the same items', async () => {
    answers = Array.from({ length: 20 }, () => ({ codes: ['TransactionConflict'] }));
    vi.spyOn(Math, 'random').mockReturnValue(0);

    await expect(writeTogether(client, items, details)).rejects.toMatchObject({
      code: 'repository.throttled',
      retryable: true,
    });
    expect(requests).toBe(11);
  });

  it.each([
    [{ codes: ['ValidationError', 'None'] }, { code: 'repository.unavailable', retryable: false }],
    [{ error: 'ResourceNotFoundException' }, { code: 'repository.missing_table' }],
  ])('does not repeat what can never work: %j', async (answer, failure) => {
    answers = [answer];

    await expect(writeTogether(client, items, details)).rejects.toMatchObject(failure);
    expect(requests).toBe(1);
  });
});
