import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import type { Sent } from './delivery-port.ts';
import { checkTurn, type Desk, rest, TurnOver, writeInTurn } from './desk.ts';
import { oldestTs } from './look-up.ts';
import { persistently } from './persistently.ts';
import { type Reading, readable, reading } from './put-aside.ts';
import { findReceipt } from './receipt.ts';
import { failureOf } from './refusals.ts';
import {
  fromVerificationItem,
  puttingVerification,
  type Verification,
  verificationDelaysMs,
  verificationPartition,
} from './verification-item.ts';

const mostAtOnce = 100;
/** How long nobody looks what is due, in milliseconds: a stalled instance can add something at any time. */
const longestRestMs = 5_000;

/**
 * Deletes what Slack was made to take twice, for as long as the lease is held.
 *
 * A request whose outcome was not known when its message was looked for can still arrive afterwards, so there are
 * more looks later.
 */
export async function verifySent(desk: Desk): Promise<void> {
  for (;;) {
    try {
      const { due, nextMs } = await dueNow(desk);
      for (const group of byPlace(due)) await verifyGroup(desk, group);
      await rest(desk, Math.min(longestRestMs, nextMs));
    } catch (error) {
      if (error instanceof TurnOver) return;
      desk.log.error({ err: error }, 'what was sent cannot be verified; trying again');
      await desk.pause(longestRestMs, desk.held.signal);
      if (desk.held.signal.aborted) return;
    }
  }
}

/** What is due, and in how many milliseconds the next one is. */
async function dueNow(desk: Desk) {
  const waiting = await readable(desk, () => firstVerifications(desk));
  const nowMs = desk.now();
  const next = waiting.find(({ dueMs }) => dueMs > nowMs)?.dueMs ?? Number.POSITIVE_INFINITY;
  return { due: waiting.filter(({ dueMs }) => dueMs <= nowMs), nextMs: next - nowMs };
}

async function firstVerifications({ client, tableName }: Desk): Promise<Reading<Verification>> {
  const command = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': verificationPartition },
    ConsistentRead: true,
    Limit: mostAtOnce,
  });
  const { Items = [] } = await translated({ tableName, operation: 'read verifications' }, () => client.send(command));
  return reading(Items, fromVerificationItem);
}

function byPlace(verifications: readonly Verification[]): readonly (readonly Verification[])[] {
  const groups = new Map<string, Verification[]>();
  for (const one of verifications) {
    const key = `${one.channel} ${one.threadTs ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** All of one channel or thread, by one look at it. */
async function verifyGroup(desk: Desk, group: readonly Verification[]): Promise<void> {
  const sent = await sentIn(desk, group);
  for (const one of group) {
    await removeExtras(desk, one, sent);
    await moveOn(desk, one);
  }
}

async function sentIn(desk: Desk, group: readonly Verification[]): Promise<readonly Sent[]> {
  const [{ channel, threadTs } = { channel: '', threadTs: undefined }] = group;
  const oldest = oldestTs(Math.min(...group.map(({ firstMs }) => firstMs)));
  try {
    return await persistently(desk, () => desk.port.sent({ channel, threadTs, oldestTs: oldest }));
  } catch (error) {
    if (failureOf(error).kind !== 'rejected') throw error;
    desk.log.warn({ err: error, channel }, 'a channel cannot be looked at for messages that were sent twice');
    return [];
  }
}

/** Whatever says that it is the entry and is not what its receipt tells. Threads hang on that one alone. */
async function removeExtras(desk: Desk, { entryId }: Verification, sent: readonly Sent[]): Promise<void> {
  const receipt = await findReceipt(desk.client, desk.tableName, entryId);
  // As long as it waits, nobody has decided which one is kept.
  if (receipt === undefined || receipt.state === 'waiting') return;
  const kept = receipt.state === 'sent' ? receipt.ts : undefined;
  for (const { ts, channel } of sent.filter((one) => one.entryId === entryId && one.ts !== kept)) {
    checkTurn(desk);
    try {
      await persistently(desk, () => desk.port.remove({ channel, ts }));
      desk.log.info({ entryId, channel, ts }, 'deleted a message that was sent twice');
    } catch (error) {
      if (failureOf(error).kind !== 'rejected') throw error;
      desk.log.warn({ err: error, entryId, channel, ts }, 'a message that was sent twice cannot be deleted');
    }
  }
}

async function moveOn(desk: Desk, verification: Verification): Promise<void> {
  const { tableName } = desk;
  const step = verification.step + 1;
  const delayMs = verificationDelaysMs[step];
  const next =
    delayMs === undefined
      ? []
      : [puttingVerification(tableName, { ...verification, step, dueMs: desk.now() + delayMs })];
  const key = { pk: verificationPartition, sk: verification.sk };
  await writeInTurn(desk, [{ Delete: { TableName: tableName, Key: key } }, ...next], 'verified');
}
