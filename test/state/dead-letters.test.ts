import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';
import { createDeadLetters, type DeadLetters } from '../../src/state/dead-letters.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { StoredAttributes } from '../../src/storage/stream/read-attributes.ts';
import type { DeadLetter } from '../../src/storage/stream/stream-ports.ts';
import { readStreamRecord } from '../../src/storage/stream/stream-record.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const streamArn = 'arn:aws:dynamodb:us-west-2:123456789012:table/Agents/stream/2026-03-01T10:00:00.000';
const givenUpAt = '2026-03-01T12:00:00.000Z';

let engine: TestEngine;
let tableName: string;
let deadLetters: DeadLetters;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  deadLetters = createDeadLetters(engine.client, tableName, { now: () => new Date(givenUpAt) });
});

interface LetterOf {
  readonly sequenceNumber?: string;
  readonly at?: string;
  readonly after?: StoredAttributes;
  readonly error?: unknown;
}

function letter({ sequenceNumber = '100', at = '2026-03-01T10:00:00Z', after, error }: LetterOf = {}): DeadLetter {
  const record = readStreamRecord({
    eventID: `event-${sequenceNumber}`,
    eventName: 'MODIFY',
    dynamodb: {
      SequenceNumber: sequenceNumber,
      ApproximateCreationDateTime: new Date(at),
      Keys: { agentId: { S: 'agent-42' } },
      OldImage: { agentId: { S: 'agent-42' }, churnRiskScore: { N: '65' } },
      NewImage: after ?? { agentId: { S: 'agent-42' }, churnRiskScore: { N: '82.00000000000000000001' } },
    },
  });
  if (record === undefined) throw new Error('it is a record');
  return { subscription: 'rules', streamArn, record, error: error ?? new Error('unexpected'), tries: 5 };
}

describe('createDeadLetters', () => {
  it('keeps what changed exactly as it was told, why it failed, and how often it was tried', async () => {
    await deadLetters.put(letter({ error: new AppError('repository.invalid', 'no such segment') }));

    const [kept] = await deadLetters.list('rules', { limit: 10 });
    expect(kept).toEqual({
      subscription: 'rules',
      streamArn,
      sequenceNumber: '100',
      change: 'modify',
      changedAt: '2026-03-01T10:00:00.000Z',
      givenUpAt,
      tries: 5,
      errorCode: 'repository.invalid',
      errorMessage: 'no such segment',
      keys: '{"agentId":{"S":"agent-42"}}',
      before: '{"agentId":{"S":"agent-42"},"churnRiskScore":{"N":"65"}}',
      after: '{"agentId":{"S":"agent-42"},"churnRiskScore":{"N":"82.00000000000000000001"}}',
      imagesLeftOut: false,
    });
  });

  it('writes binary values as base64', async () => {
    await deadLetters.put(
      letter({ after: { photo: { B: new Uint8Array([114, 97, 119]) }, copy: { B: Buffer.from('raw') } } }),
    );

    const [kept] = await deadLetters.list('rules', { limit: 1 });
    expect(kept?.after).toBe('{"photo":{"B":"cmF3"},"copy":{"B":"cmF3"}}');
  });

  it('leaves out images that no item can hold, and says so', async () => {
    const large = { text: { S: 'é'.repeat(180_000) } };

    await deadLetters.put(letter({ after: large }));

    const [kept] = await deadLetters.list('rules', { limit: 10 });
    expect(kept).toMatchObject({ imagesLeftOut: true, keys: '{"agentId":{"S":"agent-42"}}' });
    expect(kept).not.toHaveProperty('before');
    expect(kept).not.toHaveProperty('after');
  });

  it('lists the letters of one subscription, newest change first, no more than asked for', async () => {
    await deadLetters.put(letter({ sequenceNumber: '1', at: '2026-03-01T10:00:00Z' }));
    await deadLetters.put(letter({ sequenceNumber: '3', at: '2026-03-01T10:00:02Z' }));
    await deadLetters.put(letter({ sequenceNumber: '2', at: '2026-03-01T10:00:01Z' }));
    await deadLetters.put({ ...letter({ sequenceNumber: '4' }), subscription: 'other' });

    const listed = await deadLetters.list('rules', { limit: 2 });

    expect(listed.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['3', '2']);
    expect([
      await deadLetters.count('rules'),
      await deadLetters.count('other'),
      await deadLetters.count('none'),
    ]).toEqual([3, 1, 0]);
  });

  it('keeps a letter once that is put twice', async () => {
    await deadLetters.put(letter());
    await deadLetters.put(letter());

    expect(await deadLetters.count('rules')).toBe(1);
  });

  it('lets letters expire after 90 days', async () => {
    await deadLetters.put(letter());

    const key = { pk: 'dead#rules', sk: '2026-03-01T10:00:00.000Z#100' };
    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: key }));
    expect(Item?.['ttl']).toBe(Date.parse('2026-05-30T12:00:00Z') / 1000);
  });
});
