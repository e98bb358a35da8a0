import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import pino from 'pino';
import { createOutbox } from '../../../../src/delivery/create-outbox.ts';
import { type AlertEvent, alertFactsSchema } from '../../../../src/insights/alert-facts.ts';
import { puttingEvent } from '../../../../src/insights/alert-intake.ts';
import { createAlertDesk } from '../../../../src/insights/desk/alert-desk.ts';
import { createSilences } from '../../../../src/insights/desk/silences.ts';
import { type OutboundContent, outboundContentSchema } from '../../../../src/insights/outbound-content.ts';
import type { Route } from '../../../../src/insights/route.ts';
import { createRouter, type Router } from '../../../../src/insights/routing/create-router.ts';
import { createAuditLog } from '../../../../src/state/audit-log.ts';
import { createLeases } from '../../../../src/state/create-leases.ts';
import type { HeldLease } from '../../../../src/state/leases.ts';
import { stateTable } from '../../../../src/state/state-table.ts';
import { writeTogether } from '../../../../src/state/write-together.ts';
import { ensureTable } from '../../../../src/storage/ensure-table.ts';
import { factsOf } from './facts.ts';

export interface SentMessage {
  readonly kind: 'post' | 'update';
  /** The entry of a post; the entry that an update is of. */
  readonly entryId: string;
  readonly channel: string;
  readonly threadOf: string | undefined;
  readonly content: OutboundContent;
  /** When it left the outbox, on the simulated clock. */
  readonly at: string;
}

let tables = 0;

/** Routing over a real table, on a clock of its own, with a delivery that sends at once whatever is in the outbox. */
export async function openStage(client: DynamoDBDocumentClient, routes: Route[], defaultRoute?: Route) {
  tables += 1;
  const tableName = `state-${tables}`;
  await ensureTable(client, stateTable, tableName);
  let nowMs = Date.parse('2026-03-02T10:00:00.000Z');
  const now = (): Date => new Date(nowMs);
  const log = pino({ level: 'silent' });
  const outbox = createOutbox(client, tableName, { now });
  const auditLog = createAuditLog(client, tableName, { now });
  const silences = createSilences({ client, tableName, auditLog, log, now });
  const sent: SentMessage[] = [];
  const seen = new Set<string>();
  let held: HeldLease | undefined;
  let router = newRouter(client);

  function newRouter(over: DynamoDBDocumentClient): Router {
    const spare = defaultRoute === undefined ? {} : { defaultRoute };
    const pause = async (): Promise<void> => undefined;
    const shared = { client: over, tableName, outbox, log, now, pause };
    return createRouter({ ...shared, routes: async () => routes, silences: () => silences.list(), ...spare });
  }

  async function lease(): Promise<HeldLease> {
    held ??= await createLeases(client, tableName, { instanceId: 'one', log }).acquire('dispatch');
    if (held === undefined) throw new Error('nobody else leads');
    return held;
  }

  /** Takes what is new in the outbox, as a delivery without any limit would. */
  async function deliver(): Promise<void> {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'outbox' },
    });
    const { Items = [] } = await client.send(command);
    for (const item of Items) {
      const key = `${item['sk']}#${item['version']}`;
      if (seen.has(key)) continue;
      seen.add(key);
      sent.push({
        kind: item['kind'],
        entryId: String(item['entryId'] ?? item['of']),
        channel: String(item['channel']),
        threadOf: item['threadOf'],
        content: outboundContentSchema.parse(item['content']),
        at: now().toISOString(),
      });
    }
  }

  async function nextDueMs(): Promise<number> {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'timers' },
      Limit: 1,
    });
    const [first] = (await client.send(command)).Items ?? [];
    return first === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(first['due']));
  }

  async function rounds(): Promise<void> {
    while (await router.round(await lease()));
  }

  async function settle(all = rounds): Promise<void> {
    await all();
    await deliver();
  }

  return {
    tableName,
    sent,
    now,
    routes,
    outbox,
    auditLog,
    silences,
    desk: createAlertDesk({
      client,
      tableName,
      auditLog,
      outbox,
      log,
      now,
    }),
    lease,
    settle: () => settle(),
    deliver,
    /**
     * Moves the clock on from timer to timer, and has everything done that is due.
     *
     * @param all does rounds for as long as there is something to do
     */
    async advance(ms: number, all = rounds): Promise<void> {
      await settle(all);
      const untilMs = nowMs + ms;
      for (let dueMs = await nextDueMs(); dueMs <= untilMs; dueMs = await nextDueMs()) {
        nowMs = Math.max(nowMs, dueMs);
        await settle(all);
      }
      nowMs = untilMs;
      await settle(all);
    },
    setClock(time: string): void {
      nowMs = Date.parse(time);
    },
    /** Leaves events in the intake. */
    async tell(...events: readonly AlertEvent[]): Promise<void> {
      for (let start = 0; start < events.length; start += 100) {
        const some = events.slice(start, start + 100);
        await writeTogether(
          client,
          some.map((event) => puttingEvent(tableName, event)),
          {},
        );
      }
    },
    /** Has alerts fire now, by the ids of their members; gives back their ids. */
    async fire(...facts: readonly (string | Readonly<Parameters<typeof factsOf>>)[]): Promise<readonly string[]> {
      const whole = facts.map((each) =>
        typeof each === 'string'
          ? factsOf(each, { at: now().toISOString() })
          : factsOf(each[0], { at: now().toISOString(), ...each[1] }),
      );
      await this.tell(...whole.map((each) => ({ kind: 'fired', facts: alertFactsSchema.parse(each) }) as const));
      return whole.map(({ alertId }) => alertId);
    },
    async resolve(alertId: string): Promise<void> {
      const headline = { metric: 'churnRisk', value: 40 };
      await this.tell({ kind: 'resolved', alertId, at: now().toISOString(), headline });
    },
    /** The next rounds are those of another instance, over another client. */
    replaceRouter(over: DynamoDBDocumentClient = client): void {
      router = newRouter(over);
    },
    router: () => router,
    async item(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
      return (await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk } }))).Item;
    },
    async items(pk: string): Promise<readonly Record<string, unknown>[]> {
      const command = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      });
      return (await client.send(command)).Items ?? [];
    },
    async put(item: Record<string, unknown>): Promise<void> {
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    },
    async close(): Promise<void> {
      await held?.release();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The alerts that messages tell of as members: the lead of a parent, and each line of a thread's posts. */
export async function toldAlerts(stage: Stage): Promise<readonly string[]> {
  const told: string[] = [];
  for (const { kind, content } of stage.sent) {
    if (kind === 'update') continue;
    if (content.kind === 'members') told.push(...content.alertIds);
    if (content.kind === 'group') {
      const view = await stage.desk.group(content.groupId);
      if (view !== undefined) told.push(view.group.leadId);
    }
  }
  return told;
}
