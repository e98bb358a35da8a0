import { z } from 'zod';
import type { TransactItem } from '../../state/write-together.ts';
import type { Alert } from '../alert.ts';
import { alertFactsSchema, reasonSchema } from '../alert-facts.ts';
import { type ItemKey, readItem, readItems, type StateTable } from './state-items.ts';

/** Resolved alerts are kept for this many days, as insights are. */
const keptDays = 90;

const placementSchema = z.strictObject({ routeId: z.string(), groupId: z.string(), channel: z.string() });
/** Where an alert is told: the group that it joined on a route. */
export type Placement = Readonly<z.infer<typeof placementSchema>>;

const actedSchema = z.strictObject({ by: z.string(), at: z.string() });

const alertSchema = z.object({
  facts: alertFactsSchema,
  now: z.strictObject({
    riskScore: z.number(),
    headline: reasonSchema,
    moneyAtRisk: z.number().optional(),
  }),
  status: z.enum(['open', 'acknowledged', 'snoozed', 'resolved']),
  owner: z.string().optional(),
  acknowledged: actedSchema.optional(),
  snoozed: z.strictObject({ by: z.string(), until: z.string() }).optional(),
  resolvedAt: z.string().optional(),
  escalations: z.number(),
  inhibitedBy: z.string().optional(),
  silencedBy: z.string().optional(),
  useful: z.record(z.string(), z.boolean()),
});

const itemSchema = z.object({
  alert: alertSchema,
  /** Grows with each write: routing and people write to the same alert. */
  version: z.number(),
  placements: z.array(placementSchema),
  /** The last event that it tells of, as an ISO time: an older one changes nothing. */
  eventAt: z.string(),
  /** The sort key of what is kept of its outcome, once it was acknowledged. */
  outcomeKey: z.string().optional(),
  /** The routes whose groups it left untold because it was resolved. */
  untoldOn: z.array(z.string()).optional(),
  /** In seconds since 1970. */
  ttl: z.number().optional(),
});

/** An alert with what routing keeps about it. */
export interface StoredAlert {
  readonly alert: Alert;
  readonly version: number;
  readonly placements: readonly Placement[];
  readonly eventAt: string;
  readonly outcomeKey?: string;
  readonly untoldOn?: readonly string[];
}

export function alertKey(alertId: string): ItemKey {
  return { pk: `alert#${alertId}`, sk: 'alert' };
}

/** Writes an alert that is still as it was read; `version` 0 stands for one that is not there yet. */
export function puttingAlert(tableName: string, stored: StoredAlert): TransactItem {
  const { alert, version } = stored;
  const isNew = version === 0;
  const ttl = alert.resolvedAt === undefined ? {} : { ttl: expiry(alert.resolvedAt, keptDays) };
  return {
    Put: {
      TableName: tableName,
      Item: { ...alertKey(alert.facts.alertId), ...stored, version: version + 1, ...ttl },
      ...(isNew
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          }),
    },
  };
}

/** @throws {AppError} `repository.*` */
export async function findAlert(table: StateTable, alertId: string, now: Date): Promise<StoredAlert | undefined> {
  const item = await readItem(table, alertKey(alertId));
  return item === undefined ? undefined : fromItem(item, now);
}

/**
 * Those of the alerts that are still kept, in no order. One in a form that is not known is left out: it must not hide
 * the others of its group.
 *
 * @throws {AppError} `repository.*`
 */
export async function findAlerts(
  table: StateTable,
  alertIds: readonly string[],
  now: Date,
): Promise<readonly StoredAlert[]> {
  const items = await readItems(table, alertIds.map(alertKey));
  return items.flatMap((item) => (itemSchema.safeParse(item).success ? (fromItem(item, now) ?? []) : []));
}

/** When something may be deleted, in seconds since 1970. @param from ISO time */
export function expiry(from: string, days: number): number {
  return Math.ceil(Date.parse(from) / 1000) + days * 86_400;
}

function fromItem(item: Readonly<Record<string, unknown>>, now: Date): StoredAlert | undefined {
  const { ttl, ...stored } = itemSchema.parse(item);
  if (ttl !== undefined && ttl * 1000 <= now.getTime()) return undefined;
  // To zod an attribute that may be absent may be undefined, too; in the table it never is.
  return stored as StoredAlert;
}
