import { type DynamoDBDocumentClient, PutCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import { putAll } from './batches.ts';
import { writeConditionally } from './conditional-write.ts';
import {
  type FigureDay,
  figurePartition,
  fromFigureItem,
  type GroupFigures,
  type KeptGroup,
  toFigureItem,
} from './figure-history-item.ts';

/** Which days of a group are read, and which metrics of them; the first and the last day are included. */
export interface FigureSpan {
  readonly group: KeptGroup;
  readonly from: string;
  readonly to: string;
  readonly metrics: readonly string[];
  /** Told the read units of each query. */
  readonly onCost?: (readUnits: number) => void;
}

/** The figures of groups as they were day by day. All of it throws `repository.*`. */
export interface FigureHistory {
  /** The days of the span that are kept, oldest first; with one query a megabyte. */
  read(dataset: string, span: FigureSpan): Promise<readonly FigureDay[]>;
  /** Keeps a day of groups, but of those of which that day is kept already: the first caller is believed. */
  keepDay(dataset: string, day: string, groups: readonly GroupOfDay[]): Promise<void>;
  /** Keeps days of groups in place of what was kept of them. */
  keepPast(dataset: string, days: readonly { readonly group: KeptGroup; readonly day: FigureDay }[]): Promise<void>;
}

export interface GroupOfDay {
  readonly group: KeptGroup;
  readonly figures: GroupFigures;
}

/** Writes under way at once, of a few dozen. */
const atOnce = 4;

/** The daily figures in the state table. */
export function createFigureHistory(client: DynamoDBDocumentClient, tableName: string): FigureHistory {
  async function keep(dataset: string, day: string, { group, figures }: GroupOfDay): Promise<void> {
    const command = new PutCommand({
      TableName: tableName,
      Item: toFigureItem(dataset, group, { ...figures, day }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await writeConditionally({ tableName, operation: 'keep figures' }, () => client.send(command));
  }

  return {
    async read(dataset, span) {
      const days: FigureDay[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const command = reading(tableName, dataset, span, start);
        const page: QueryCommandOutput = await translated({ tableName, operation: 'read figures' }, () =>
          client.send(command),
        );
        span.onCost?.(page.ConsumedCapacity?.CapacityUnits ?? 0);
        days.push(...(page.Items ?? []).map(fromFigureItem).filter((day) => day !== undefined));
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return days;
    },
    async keepDay(dataset, day, groups) {
      const left = [...groups];
      const work = async (): Promise<void> => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) await keep(dataset, day, next);
      };
      await Promise.all(Array.from({ length: atOnce }, work));
    },
    async keepPast(dataset, days) {
      const items = days.map(({ group, day }) => toFigureItem(dataset, group, day));
      await putAll({ client, tableName, operation: 'keep past figures' }, items);
    },
  };
}

function reading(
  tableName: string,
  dataset: string,
  { group, from, to, metrics }: FigureSpan,
  start: Record<string, unknown> | undefined,
): QueryCommand {
  const wanted = metrics.map((metric, at) => [`#m${at}`, metric] as const);
  return new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ProjectionExpression: ['sk', '#count', ...wanted.map(([alias]) => `#metrics.${alias}`)].join(', '),
    ExpressionAttributeNames: {
      '#count': 'count',
      ...(wanted.length > 0 && { '#metrics': 'metrics', ...Object.fromEntries(wanted) }),
    },
    ExpressionAttributeValues: { ':pk': figurePartition(dataset, group), ':from': from, ':to': to },
    ExclusiveStartKey: start,
    ReturnConsumedCapacity: 'TOTAL',
  });
}
