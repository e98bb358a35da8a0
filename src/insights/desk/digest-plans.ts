import type { Log } from '../../log.ts';
import type { TransactItem } from '../../state/write-together.ts';
import { type DigestPlan, digestPlanSchema } from '../digest.ts';
import { localTime, plusDays } from '../routing/local-time.ts';
import { queryItems, readItem, type StateTable } from '../routing/state-items.ts';
import { expiry } from '../routing/stored-alert.ts';

const planPartition = 'digest';
const markPartition = 'digest#sent';
const markDays = 60;

const planKey = (channel: string) => ({ pk: planPartition, sk: channel });
const markKey = (channel: string) => ({ pk: markPartition, sk: channel });

export function puttingPlan(tableName: string, plan: DigestPlan): TransactItem {
  return { Put: { TableName: tableName, Item: { ...planKey(plan.channel), plan } } };
}

export function droppingPlan(tableName: string, channel: string): TransactItem {
  const Delete = { TableName: tableName, Key: planKey(channel), ConditionExpression: 'attribute_exists(pk)' };
  return { Delete };
}

/** The plans of the state table; one in a form that is not known is left out, and told in the log. */
export async function readPlans(table: StateTable, log: Log): Promise<readonly DigestPlan[]> {
  const items = await queryItems(table, { pk: planPartition });
  return items.flatMap((item) => {
    const parsed = digestPlanSchema.safeParse(item['plan']);
    if (parsed.success) return [parsed.data];
    log.error({ channel: item['sk'] }, 'the plan of a digest cannot be read, and is left out');
    return [];
  });
}

/** The local date up to which each channel needs no digest, by channel. @throws {AppError} `repository.*` */
export async function readMarks(table: StateTable): Promise<ReadonlyMap<string, string>> {
  const items = await queryItems(table, { pk: markPartition });
  return new Map(items.map((item) => [String(item['sk']), String(item['date'])]));
}

/** Of when the last digest is that was sent to a channel, as an ISO time; undefined where that is not known. */
export async function lastDigestUntil(table: StateTable, channel: string): Promise<string | undefined> {
  const until = (await readItem(table, markKey(channel)))?.['until'];
  return typeof until === 'string' ? until : undefined;
}

/**
 * Marks that a channel needs no digest up to a local date; refused where it is marked so already.
 *
 * @param until of when the digest is that is sent with it, if one is
 */
export function markingSent(tableName: string, channel: string, date: string, now: Date, until?: string): TransactItem {
  const sent = until === undefined ? {} : { until };
  return {
    Put: {
      TableName: tableName,
      Item: { ...markKey(channel), date, ...sent, ttl: expiry(now.toISOString(), markDays) },
      ConditionExpression: 'attribute_not_exists(pk) OR #date < :date',
      ExpressionAttributeNames: { '#date': 'date' },
      ExpressionAttributeValues: { ':date': date },
    },
  };
}

/** Where a new plan begins: today counts as done when its time is over. */
export function firstMark({ at, zone }: DigestPlan, now: Date): string {
  const local = localTime(now, zone);
  return local.time >= at ? local.date : plusDays(local.date, -1);
}

/** The local date of which a digest is due, whether it was sent or not; undefined when none is due today yet. */
export function dueDate({ every, at, weekday = 1, zone }: DigestPlan, now: Date): string | undefined {
  const local = localTime(now, zone);
  const isDay = every === 'day' || local.weekday === weekday;
  return isDay && local.time >= at ? local.date : undefined;
}
