import type { Desk } from './desk.ts';
import type { WaitingPost } from './outbox-item.ts';
import { findReceipt } from './receipt.ts';

/** Where a message goes, or is. */
export interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

/**
 * Where a post goes; undefined while the message that it hangs on is not sent.
 *
 * One whose parent was never sent, or is forgotten, stands by itself: it is told at least.
 *
 * @throws {AppError} `repository.*`
 */
export async function placeOf(
  { client, tableName }: Desk,
  { channel, threadOf }: Pick<WaitingPost, 'channel' | 'threadOf'>,
): Promise<Place | undefined> {
  if (threadOf === undefined) return { channel };
  const parent = await findReceipt(client, tableName, threadOf);
  if (parent?.state === 'waiting') return undefined;
  if (parent?.state !== 'sent') return { channel };
  return { channel: parent.channel, threadTs: parent.threadTs ?? parent.ts };
}
