import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TransactItem } from '../../state/write-together.ts';
import type { OutboundContent } from '../outbound-content.ts';
import type { Route } from '../route.ts';
import { type ItemKey, queryItems, readItem, type StateTable } from './state-items.ts';
import { expiry } from './stored-alert.ts';

/** Groups are forgotten so long after they last changed. */
const keptDays = 180;

const groupSchema = z.object({
  groupId: z.string(),
  routeId: z.string(),
  channel: z.string(),
  labels: z.record(z.string(), z.string()),
  leadId: z.string(),
  startedAt: z.string(),
  /** Whether its parent message is in the outbox. */
  isTold: z.boolean(),
  size: z.number(),
  /** Members that are not in the outbox yet. */
  waiting: z.number(),
  unresolved: z.number(),
  /** How many messages it has had: each is named by its number. */
  posts: z.number(),
  /** When members were last told, as an ISO time. */
  lastFlushAt: z.string().optional(),
  /** When each of its timers is due: one at another time is of no use any more. */
  flushDue: z.string().optional(),
  updateDue: z.string().optional(),
  repeatDue: z.string().optional(),
  /** The alerts whose messages are to show how they are now. */
  stale: z.array(z.string()),
});

/** A group with what routing keeps about it. Only the leader writes it. */
export type StoredGroup = Readonly<z.infer<typeof groupSchema>>;

const memberSchema = z.object({
  alertId: z.string(),
  /** The outbox entry that tells of it; the parent's for the lead. Absent while it waits. */
  entryId: z.string().optional(),
  toldAt: z.string().optional(),
});
export type Member = Readonly<z.infer<typeof memberSchema>>;

const echoSchema = z.object({
  entryId: z.string(),
  channel: z.string(),
  reason: z.enum(['repeat', 'escalation']),
  alertIds: z.array(z.string()),
});
/** A message that tells of members again: a reminder, or the word to the next target. */
export type Echo = Readonly<z.infer<typeof echoSchema>>;

export const groupKey = (groupId: string): ItemKey => ({ pk: `group#${groupId}`, sk: 'group' });
const memberKey = (groupId: string, alertId: string): ItemKey => ({ pk: `group#${groupId}`, sk: `member#${alertId}` });
/** Where it is kept which group the next alert of a route and labels joins. */
export const currentKey = (routeId: string, labels: StoredGroup['labels']): ItemKey => ({
  pk: 'groups',
  sk: `${routeId}#${JSON.stringify(labels)}`,
});

/** A group that begins with an alert; it has no members yet. */
export function newGroup(
  route: Pick<Route, 'routeId' | 'channel'>,
  labels: StoredGroup['labels'],
  leadId: string,
  startedAt: string,
): StoredGroup {
  const { routeId, channel } = route;
  const groupId = createHash('sha256')
    .update(`${routeId}#${channel}#${leadId}#${startedAt}`)
    .digest('base64url')
    .slice(0, 20);
  const counts = { size: 0, waiting: 0, unresolved: 0, posts: 0 };
  const state = { isTold: false, stale: [] };
  return { groupId, routeId, channel, labels, leadId, startedAt, ...counts, ...state };
}

/** The outbox entry of a group's parent message. */
export function parentEntry({ groupId }: Pick<StoredGroup, 'groupId'>): string {
  return `${groupId}.0`;
}

/** The group with one more message, and the name of its outbox entry. */
export function withPost(group: StoredGroup): { readonly group: StoredGroup; readonly entryId: string } {
  const posts = group.posts + 1;
  return { group: { ...group, posts }, entryId: `${group.groupId}.${posts}` };
}

export function groupContent({ groupId }: Pick<StoredGroup, 'groupId'>): OutboundContent {
  return { kind: 'group', groupId };
}

export function puttingGroup(tableName: string, group: StoredGroup, now: Date): TransactItem {
  const ttl = expiry(now.toISOString(), keptDays);
  return { Put: { TableName: tableName, Item: { ...groupKey(group.groupId), ...group, ttl } } };
}

/** Makes a group the one that the next alert of its route and labels joins. */
export function puttingCurrent(tableName: string, { routeId, labels, groupId }: StoredGroup, now: Date): TransactItem {
  const ttl = expiry(now.toISOString(), keptDays);
  return { Put: { TableName: tableName, Item: { ...currentKey(routeId, labels), groupId, ttl } } };
}

export function puttingMember(tableName: string, groupId: string, member: Member, now: Date): TransactItem {
  const ttl = expiry(now.toISOString(), keptDays);
  return { Put: { TableName: tableName, Item: { ...memberKey(groupId, member.alertId), ...member, ttl } } };
}

export function droppingMember(tableName: string, groupId: string, alertId: string): TransactItem {
  return { Delete: { TableName: tableName, Key: memberKey(groupId, alertId) } };
}

/** @throws {AppError} `repository.*` */
export async function findMember(table: StateTable, groupId: string, alertId: string): Promise<Member | undefined> {
  const item = await readItem(table, memberKey(groupId, alertId));
  return item === undefined ? undefined : memberSchema.parse(item);
}

export function puttingEcho(tableName: string, groupId: string, echo: Echo, now: Date): TransactItem {
  const ttl = expiry(now.toISOString(), keptDays);
  const key = { pk: `group#${groupId}`, sk: `echo#${echo.entryId}` };
  return { Put: { TableName: tableName, Item: { ...key, ...echo, ttl } } };
}

export function fromGroupItem(item: Readonly<Record<string, unknown>>): StoredGroup {
  return groupSchema.parse(item);
}

/** @throws {AppError} `repository.*` */
export async function findGroup(table: StateTable, groupId: string): Promise<StoredGroup | undefined> {
  const item = await readItem(table, groupKey(groupId));
  return item === undefined ? undefined : fromGroupItem(item);
}

/** @throws {AppError} `repository.*` */
export async function membersOf(table: StateTable, groupId: string): Promise<readonly Member[]> {
  const items = await queryItems(table, { pk: `group#${groupId}`, from: 'member#', to: 'member#\u{10FFFF}' });
  return items.map((item) => memberSchema.parse(item));
}

/** @throws {AppError} `repository.*` */
export async function echoesOf(table: StateTable, groupId: string): Promise<readonly Echo[]> {
  const items = await queryItems(table, { pk: `group#${groupId}`, from: 'echo#', to: 'echo#\u{10FFFF}' });
  return items.map((item) => echoSchema.parse(item));
}
