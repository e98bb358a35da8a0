import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { createStreamHandler, type StreamEvent } from '../../../src/storage/stream/lambda-handler.ts';
import type { DeadLetter, DeadLetterBox } from '../../../src/storage/stream/stream-ports.ts';
import { idsOf, subscriber } from '../../support/stream-subscriber.ts';

const log = pino({ level: 'silent' });

/** As Lambda tells it: times in seconds, binary values as base64. */
function eventOf(...ids: readonly string[]): StreamEvent {
  return {
    Records: ids.map((id, at) => ({
      eventID: `event-${id}`,
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-west-2',
      eventSourceARN: 'arn:aws:dynamodb:us-west-2:123456789012:table/Agents/stream/2026-03-01T10:00:00.000',
      dynamodb: {
        ApproximateCreationDateTime: 1_772_359_200 + at,
        Keys: { id: { S: id } },
        OldImage: { id: { S: id }, score: { N: '65' } },
        NewImage: { id: { S: id }, score: { N: '82' }, photo: { B: 'cmF3' } },
        SequenceNumber: `10000000000000000000000${at}`,
        SizeBytes: 100,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    })),
  };
}

const letters: DeadLetter[] = [];
const deadLetters: DeadLetterBox = {
  async put(letter) {
    letters.push(letter);
  },
};
/** Nobody waits in a test. */
const pause = async (): Promise<void> => undefined;

beforeEach(() => {
  letters.length = 0;
});

describe('createStreamHandler', () => {
  it('hands on the records of an event, and asks for none of them again', async () => {
    const { changes, subscription } = subscriber();

    const response = await createStreamHandler(subscription, { deadLetters, log })(eventOf('a', 'b'));

    expect(response).toEqual({ batchItemFailures: [] });
    expect(changes[1]).toEqual({
      id: 'event-b',
      sequenceNumber: '100000000000000000000001',
      kind: 'modify',
      keys: { id: 'b' },
      before: { id: 'b', score: 65 },
      after: { id: 'b', score: 82, photo: Buffer.from('raw') },
      at: 1_772_359_201_000,
    });
  });

  it('puts a record that keeps failing aside with its images, and goes on behind it', async () => {
    const { changes, subscription } = subscriber({
      async handle(batch) {
        if (idsOf(batch).includes('poison')) throw new Error('poison');
        changes.push(...batch);
      },
    });

    const handle = createStreamHandler(subscription, { deadLetters, log, pause });
    const response = await handle(eventOf('a', 'b', 'poison', 'c'));

    expect(response).toEqual({ batchItemFailures: [] });
    expect(idsOf(changes)).toEqual(['a', 'b', 'c']);
    expect(letters).toMatchObject([
      {
        tries: 5,
        streamArn: expect.stringContaining('table/Agents'),
        record: { images: { keys: { id: { S: 'poison' } } } },
      },
    ]);
  });

  it('names the first record that fails through nobody’s fault, and gives it up never', async () => {
    let failures = 0;
    const { changes, subscription } = subscriber({
      async handle(batch) {
        if (idsOf(batch).includes('b')) {
          failures += 1;
          throw new AppError('repository.throttled', 'too much', { retryable: true });
        }
        changes.push(...batch);
      },
    });
    const context = { getRemainingTimeInMillis: () => 1_200 };

    const handle = createStreamHandler(subscription, { deadLetters, log, pause: () => delay(1) });
    const response = await handle(eventOf('a', 'b', 'c'), context);

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '100000000000000000000001' }] });
    expect([idsOf(changes), letters]).toEqual([['a'], []]);
    expect(failures).toBeGreaterThan(5);
  });

  it('asks for the rest again when the time is nearly over', async () => {
    const { changes, subscription } = subscriber({
      async handle(batch, { signal }) {
        if (batch.length > 1) throw new Error('not together');
        changes.push(...batch);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const context = { getRemainingTimeInMillis: () => 1_020 };

    const handle = createStreamHandler(subscription, { deadLetters, log, pause });
    const response = await handle(eventOf('a', 'b', 'c'), context);

    expect(idsOf(changes)).toEqual(['a']);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '100000000000000000000001' }] });
  });
});
