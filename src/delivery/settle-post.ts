import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactItem } from '../state/write-together.ts';
import { translated } from '../storage/translate-error.ts';
import type { Attempts } from './attempts.ts';
import type { ChannelDesk } from './channel-desk.ts';
import { notingSend } from './channel-item.ts';
import { puttingUpdate } from './create-outbox.ts';
import type { Sent } from './delivery-port.ts';
import { TurnOver, writeInTurn } from './desk.ts';
import { outboxPartition, type WaitingPost } from './outbox-item.ts';
import type { Place } from './place.ts';
import { type Receipt, type SentReceipt, toReceiptItem } from './receipt.ts';
import { puttingVerification, verificationDelaysMs } from './verification-item.ts';

/**
 * Takes a post that was sent out of the outbox and keeps its receipt.
 *
 * Where somebody else delivers by now, they are told to look for what was sent here.
 *
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export async function settleSent(
  desk: ChannelDesk,
  entry: WaitingPost,
  attempts: Attempts,
  receipt: SentReceipt,
): Promise<void> {
  const { tableName, channel, pace } = desk;
  const verification = attempts.uncertain > 0 ? [verifying(desk, entry, attempts, receipt)] : [];
  try {
    await writeInTurn(
      desk,
      [
        ...settling(desk, entry, receipt),
        notingSend(tableName, channel, { sentMs: pace.note(), taken: true }),
        ...verification,
      ],
      'settle post',
    );
  } catch (error) {
    if (!(error instanceof TurnOver)) throw error;
    const { Put } = verifying(desk, entry, attempts, receipt);
    // Without the lease: it changes nothing of what the other one does, and takes away what is one too many.
    await translated({ tableName, operation: 'leave to verify' }, () => desk.client.send(new PutCommand(Put)));
    throw error;
  }
}

/**
 * The same for a post that was found to be there.
 *
 * @param found in order of time, at least one: the first is kept
 */
export async function settleFound(
  desk: ChannelDesk,
  entry: WaitingPost,
  attempts: Attempts,
  { place, found }: { readonly place: Place; readonly found: readonly [Sent, ...Sent[]] },
): Promise<void> {
  const { tableName, channel } = desk;
  const [{ ts, channel: sentTo }] = found;
  const receipt: SentReceipt = { state: 'sent', ...place, channel: sentTo, ts };
  const isOneOfSeveral = attempts.uncertain > 1 || found.length > 1;
  const update = { channel, of: entry.entryId, content: entry.content };
  const extra = isOneOfSeveral
    ? [
        verifying(desk, entry, attempts, receipt, found.length > 1 ? 0 : verificationDelaysMs[0]),
        // Which of them was drawn last is not known.
        puttingUpdate(tableName, update, { version: desk.newVersion(), nowMs: desk.now() }),
      ]
    : [];
  await writeInTurn(
    desk,
    [
      ...settling(desk, entry, receipt),
      notingSend(tableName, channel, { sentMs: desk.pace.note(), taken: true }),
      ...extra,
    ],
    'settle found post',
  );
}

/** Takes a post out of the outbox that is not sent, and keeps why. */
export async function settleUnsent(
  desk: ChannelDesk,
  entry: WaitingPost,
  attempts: Attempts,
  { place, receipt }: { readonly place: Place; readonly receipt: Receipt },
): Promise<void> {
  const verification = attempts.uncertain > 0 ? [verifying(desk, entry, attempts, place)] : [];
  await writeInTurn(desk, [...settling(desk, entry, receipt), ...verification], 'settle unsent post');
}

function settling(desk: ChannelDesk, { sk, entryId }: WaitingPost, receipt: Receipt): readonly TransactItem[] {
  const { tableName } = desk;
  return [
    { Delete: { TableName: tableName, Key: { pk: outboxPartition, sk } } },
    { Put: { TableName: tableName, Item: toReceiptItem(entryId, receipt, new Date(desk.now())) } },
  ];
}

function verifying(
  { tableName, now }: ChannelDesk,
  { entryId }: WaitingPost,
  { firstMs }: Attempts,
  { channel, threadTs }: Place,
  afterMs: number = verificationDelaysMs[0],
) {
  return puttingVerification(tableName, { entryId, channel, threadTs, firstMs, step: 0, dueMs: now() + afterMs });
}
