import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Insight, insights, type PredictionType, predictionTypes } from '../catalog/datasets/insights.ts';
import { deleteExpiredItems } from '../state/delete-expired-items.ts';
import type { TransactItem } from '../state/write-together.ts';
import type { KeyRange } from '../storage/key-query.ts';
import { createListReader } from '../storage/read-list.ts';
import { translated } from '../storage/translate-error.ts';
import { insightPartition, readInsight } from './insight-item.ts';

/** How many insights are wanted at most, of those that are shown. */
interface Wanted {
  readonly limit: number;
}

/** How many expired insights are deleted at once, unless told. */
const mostDeleted = 1_000;

/**
 * The record of what was noticed. Insights whose time is over are never among the results, and neither are items
 * that are no insight we know; `limit` counts the others. All of it throws `repository.*`.
 */
export interface InsightRecords {
  readonly tableName: string;
  /** Those of one member, newest first. `prefix` is the beginning of their time: `2025-01` or `2025-01-15T10`. */
  ofEntity(entityId: string, options: Wanted & { readonly prefix?: string }): Promise<readonly Insight[]>;
  /** Those of one prediction type, newest first. `since`: an ISO time; those of that moment are in. */
  ofType(type: PredictionType, options: Wanted & { readonly since?: string }): Promise<readonly Insight[]>;
  /** Those of a risk above a score, highest first; of one prediction type or of all. */
  aboveRisk(options: Wanted & { readonly above: number; readonly type?: PredictionType }): Promise<readonly Insight[]>;
  /** Those of all prediction types, newest first. */
  newest(options: Wanted & { readonly since?: string }): Promise<readonly Insight[]>;
  /** @param at its sort key, as it is stored */
  find(entityId: string, at: string): Promise<Insight | undefined>;
  /** The write that adds an insight, for the transaction of its alert: it fails when there is one of that key. */
  putting(insight: Insight): TransactItem;
  /**
   * Deletes insights whose time is over, where nobody else does: DynamoDB deletes them by itself, the embedded engine
   * never. How many were deleted, at most `limit` (1,000 unless told).
   */
  deleteExpired(limit?: number): Promise<number>;
}

interface InsightRecordsOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: () => Date;
}

/** More than is asked for, because some may have expired; few enough to be one small page. */
const leastPageSize = 25;
const largestPageSize = 250;

const attributes = Object.keys(insights.attributes);

/** The insights in their table. */
export function createInsightRecords({ client, tableName, now }: InsightRecordsOptions): InsightRecords {
  const readList = createListReader({ client, dataset: insights, tableName });
  const isCurrent = ({ ttl }: Insight): boolean => ttl > now().getTime() / 1000;

  /** The first of a list that are shown, from its end; reads on until there are enough. */
  async function last(index: string | undefined, value: string, limit: number, range?: KeyRange): Promise<Insight[]> {
    const found: Insight[] = [];
    const pageSize = Math.min(Math.max(limit, leastPageSize), largestPageSize);
    const options = { attributes, pageSize, descending: true, ...(range === undefined ? {} : { range }) };
    let cursor: string | undefined;
    do {
      const page = await readList(index, value, { ...options, ...(cursor === undefined ? {} : { cursor }) });
      for (const item of page.items) {
        const insight = readInsight(item);
        if (insight !== undefined && isCurrent(insight)) found.push(insight);
      }
      cursor = page.cursor;
    } while (cursor !== undefined && found.length < limit);
    return found.slice(0, limit);
  }

  async function ofTypes(
    types: readonly PredictionType[],
    order: (one: Insight, other: Insight) => number,
    limit: number,
    read: (type: PredictionType) => Promise<Insight[]>,
  ): Promise<readonly Insight[]> {
    const lists = await Promise.all(types.map(read));
    return lists.flat().sort(order).slice(0, limit);
  }

  const newestOf = (types: readonly PredictionType[], { limit, since }: Wanted & { readonly since?: string }) =>
    ofTypes(types, newestFirst, limit, (type) =>
      last('PredictionTypeIndex', type, limit, since === undefined ? undefined : { op: '>=', value: inForm(since) }),
    );

  return {
    tableName,
    ofEntity: (entityId, { limit, prefix }) =>
      last(
        undefined,
        insightPartition(entityId),
        limit,
        prefix === undefined ? undefined : { op: 'beginsWith', value: prefix },
      ),
    ofType: (type, options) => newestOf([type], options),
    newest: (options) => newestOf(predictionTypes, options),
    aboveRisk: ({ type, above, limit }) =>
      ofTypes(type === undefined ? predictionTypes : [type], highestFirst, limit, (each) =>
        last('RiskScoreIndex', each, limit, { op: '>', value: above }),
      ),
    async find(entityId, at) {
      const Key = { pk: insightPartition(entityId), sk: at };
      const command = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
      const { Item } = await translated({ tableName, operation: 'GetItem' }, () => client.send(command));
      const insight = Item === undefined ? undefined : readInsight(Item);
      return insight !== undefined && isCurrent(insight) ? insight : undefined;
    },
    putting: (insight) => ({
      Put: { TableName: tableName, Item: insight, ConditionExpression: 'attribute_not_exists(pk)' },
    }),
    deleteExpired: (limit = mostDeleted) => deleteExpiredItems(client, tableName, { now, limit, graceSeconds: 0 }),
  };
}

/** Stored times compare as texts: one in whole seconds sorts after all others of its second, so this form is before it. */
function inForm(since: string): string {
  return new Date(since).toISOString();
}

const moment = ({ timestamp }: Insight): number => Date.parse(timestamp);

function newestFirst(one: Insight, other: Insight): number {
  return moment(other) - moment(one) || (one.alert_id < other.alert_id ? -1 : 1);
}

function highestFirst(one: Insight, other: Insight): number {
  return other.risk_score - one.risk_score || newestFirst(one, other);
}
