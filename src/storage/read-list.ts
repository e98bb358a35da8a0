import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Dataset } from '../catalog/define-dataset.ts';
import { tableDefinition } from '../catalog/derive/table-definition.ts';
import { keyConditions, keyQuery } from './key-query.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { readPlan, sendOptions } from './read-plan.ts';
import type { ListOptions, ReadPage } from './repository.ts';
import { translated } from './translate-error.ts';

export interface ListSource {
  readonly client: DynamoDBDocumentClient;
  readonly dataset: Dataset;
  readonly tableName: string;
}

/** Reads one page of a partition: of an index, or of the table itself where `index` is undefined. */
export type ListReader = (index: string | undefined, value: string, options: ListOptions) => Promise<ReadPage>;

/**
 * A reader of lists, page by page, in the order of what sorts them.
 *
 * The table itself is read as it is at that moment; an index may lag behind it, as DynamoDB's do.
 *
 * @see Repository.readIndex for what it throws
 */
export function createListReader({ client, dataset, tableName }: ListSource): ListReader {
  const definition = tableDefinition(dataset);
  return async (index, value, options) => {
    const list = keyQuery(definition, index, value, options.range);
    const { partitionKey, sortKey = partitionKey } = list.key;
    const plan = readPlan(dataset, options, [partitionKey, ...(options.range === undefined ? [] : [sortKey])]);
    const { cursor, signal, descending = false } = options;
    const command = new QueryCommand({
      TableName: tableName,
      ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
      ...plan.parameters,
      ...keyConditions(list, plan.placeholder),
      ScanIndexForward: !descending,
      ExclusiveStartKey: cursor === undefined ? undefined : decodeCursor(cursor, list),
    });
    const output = await translated({ tableName, index, operation: 'Query' }, () =>
      client.send(command, sendOptions(signal)),
    );
    const page = plan.toPage(output);
    return output.LastEvaluatedKey === undefined ? page : { ...page, cursor: encodeCursor(output.LastEvaluatedKey) };
  };
}
