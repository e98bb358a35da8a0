import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { Dataset } from '../catalog/define-dataset.ts';
import { keyName, segmentNamed } from '../catalog/derive/attribute-names.ts';
import { AppError } from '../errors/app-error.ts';
import { createItemReader } from './item-reader.ts';
import { mergePages } from './merge-pages.ts';
import type { ReadOptions, ReadPage, Repository } from './repository.ts';
import { decodeCursor, encodeCursor } from './segment-cursor.ts';
import { translated } from './translate-error.ts';

/** Without a limit one page of the embedded engine is the whole table, and nothing else is served meanwhile. */
const defaultPageSize = 1_000;
const parallelLimit = 64;

interface Source {
  readonly client: DynamoDBDocumentClient;
  readonly dataset: Dataset;
  readonly tableName: string;
}

type Reads = Pick<Repository, 'readAll' | 'readSegment'>;

/** The two reads of many: everything, and one segment. */
export function createReads({ client, dataset, tableName }: Source): Reads {
  const key = keyName(dataset);

  async function* scanSegment(options: ReadOptions, segment: number, of: number): AsyncGenerator<ReadPage> {
    const plan = readPlan(dataset, options);
    let start: Record<string, unknown> | undefined;
    do {
      const output: ScanCommandOutput = await translated({ tableName, operation: 'Scan' }, () =>
        client.send(
          new ScanCommand({
            TableName: tableName,
            ...plan.parameters,
            ...(of > 1 ? { Segment: segment, TotalSegments: of } : {}),
            ExclusiveStartKey: start,
          }),
          sendOptions(options.signal),
        ),
      );
      start = output.LastEvaluatedKey;
      yield plan.toPage(output);
    } while (start !== undefined);
  }

  return {
    readAll(options) {
      const { parallel = 1 } = options;
      if (!Number.isInteger(parallel) || parallel < 1 || parallel > parallelLimit) {
        throw new AppError('input.invalid', `a table is read in 1 to ${parallelLimit} segments at once`);
      }
      return mergePages(Array.from({ length: parallel }, (_, segment) => scanSegment(options, segment, parallel)));
    },

    async readSegment(segment, value, options) {
      const { index } = segmentNamed(dataset, segment);
      const plan = readPlan(dataset, options, [segment]);
      const { cursor, signal } = options;
      const start = cursor === undefined ? undefined : decodeCursor(cursor, { keyName: key, segment, value });
      const output = await translated({ tableName, index, operation: 'Query' }, () =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: index,
            ...plan.parameters,
            KeyConditionExpression: `${plan.placeholder(segment)} = :value`,
            ExpressionAttributeValues: { ':value': value },
            ExclusiveStartKey: start,
          }),
          sendOptions(signal),
        ),
      );
      const page = plan.toPage(output);
      return output.LastEvaluatedKey === undefined ? page : { ...page, cursor: encodeCursor(output.LastEvaluatedKey) };
    },
  };
}

/** What a Scan and a Query share. Names go through placeholders: `name` and others are reserved words. */
function readPlan(dataset: Dataset, options: ReadOptions, alsoNamed: readonly string[] = []) {
  const unknown = options.attributes.filter((name) => !Object.hasOwn(dataset.attributes, name));
  if (unknown.length > 0) {
    throw new AppError('input.invalid', `${dataset.name} has no attribute ${unknown.join(', ')}`);
  }
  const pageSize = options.pageSize ?? defaultPageSize;
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw new AppError('input.invalid', 'a page holds a whole number of items, at least one');
  }
  const attributes = [...new Set([keyName(dataset), ...options.attributes])];
  const read = createItemReader(dataset, attributes);
  const named = [...new Set([...attributes, ...alsoNamed])];
  const placeholder = (name: string): string => `#n${named.indexOf(name)}`;
  return {
    placeholder,
    parameters: {
      Limit: pageSize,
      ProjectionExpression: attributes.map(placeholder).join(', '),
      ExpressionAttributeNames: Object.fromEntries(named.map((name) => [placeholder(name), name])),
      ReturnConsumedCapacity: 'TOTAL',
    } as const,
    toPage(output: ScanCommandOutput | QueryCommandOutput): ReadPage {
      const results = (output.Items ?? []).map(read);
      return {
        items: results.map(({ item }) => item),
        unreadable: results.filter(({ complete }) => !complete).length,
        readUnits: output.ConsumedCapacity?.CapacityUnits ?? 0,
      };
    },
  };
}

function sendOptions(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}
