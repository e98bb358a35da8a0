import type { ChannelDesk } from './channel-desk.ts';
import { notingSend } from './channel-item.ts';
import { writeInTurn } from './desk.ts';
import { outboxPartition, toUpdateKey, type WaitingPost } from './outbox-item.ts';

/** What is known of the attempts to send one post. */
export interface Attempts {
  /** How many there were of which nobody knows whether Slack carried them out. */
  uncertain: number;
  /** When the first one was made, in milliseconds since 1970. */
  firstMs: number;
  /** Whether Slack is to be asked first whether the message is there. */
  mustLook: boolean;
}

/** Those that were made before, by whomever. */
export function attemptsOf({ uncertain, firstAttemptMs }: WaitingPost, nowMs: number): Attempts {
  return { uncertain, firstMs: firstAttemptMs ?? nowMs, mustLook: uncertain > 0 };
}

/**
 * Writes down that an attempt is about to be made, which counts as uncertain until its outcome is known.
 *
 * An update that waits for the same message goes with it: what is drawn from now on says what it would.
 * False when there is no such entry any more.
 *
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export function markAttempt(desk: ChannelDesk, entry: WaitingPost, attempts: Attempts): Promise<boolean> {
  const { tableName, channel } = desk;
  const nowMs = desk.now();
  if (attempts.uncertain === 0) attempts.firstMs = nowMs;
  return writeInTurn(
    desk,
    [
      countingAttempts(tableName, entry, { ...attempts, uncertain: attempts.uncertain + 1 }),
      { Delete: { TableName: tableName, Key: toUpdateKey({ channel, of: entry.entryId }) } },
      notingSend(tableName, channel, { sentMs: nowMs, taken: false }),
    ],
    'mark attempt',
  );
}

/** Writes down how many attempts are uncertain by now. */
export function countingAttempts(tableName: string, { sk }: WaitingPost, { uncertain, firstMs }: Attempts) {
  return {
    Update: {
      TableName: tableName,
      Key: { pk: outboxPartition, sk },
      UpdateExpression: 'SET uncertain = :uncertain, firstAttemptMs = :first',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':uncertain': uncertain, ':first': firstMs },
    },
  };
}
