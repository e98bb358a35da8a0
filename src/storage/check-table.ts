import { DescribeTableCommand, type KeySchemaElement, type TableDescription } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableDefinition } from '../catalog/derive/table-definition.ts';
import { AppError } from '../errors/app-error.ts';
import { translateError } from './translate-error.ts';

/**
 * Makes sure that a table exists with the key and indexes that we read it by.
 *
 * What else it holds is its owner's business. So is whether it has a stream: what no change tells, the sweep finds.
 *
 * @throws {AppError} `repository.missing_table` naming all that is missing or different
 */
export async function checkTable(
  client: DynamoDBDocumentClient,
  definition: TableDefinition,
  tableName: string = definition.name,
): Promise<void> {
  const table = await describeTable(client, tableName);
  const problems = table === undefined ? ['the table does not exist'] : tableProblems(table, definition);
  if (problems.length === 0) return;
  throw new AppError(
    'repository.missing_table',
    `The table ${tableName} cannot be used: ${problems.join('; ')}. ` +
      `${definition.nameVariable} sets which table is used, AWS_REGION and INSIGHTS_REGION in which region.`,
    { details: { tableName, problems } },
  );
}

/** What DynamoDB knows of a table; undefined when there is none of that name. */
export async function describeTable(
  client: DynamoDBDocumentClient,
  tableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
  } catch (error) {
    const translated = translateError(error, { tableName, operation: 'DescribeTable' });
    if (translated.code === 'repository.missing_table') return undefined;
    throw translated;
  }
}

/** What keeps a table from serving as the definition says, in words. */
export function tableProblems(table: TableDescription, definition: TableDefinition): string[] {
  const problems: string[] = [];
  const types = new Map(
    table.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const isKey = (found: readonly KeySchemaElement[] | undefined, wanted: readonly (string | undefined)[]): boolean => {
    const names = wanted.filter((name) => name !== undefined);
    return (
      found?.length === names.length &&
      names.every((name, at) => {
        const type = at === 0 ? 'HASH' : 'RANGE';
        return found.some(({ AttributeName, KeyType }) => AttributeName === name && KeyType === type);
      }) &&
      names.every((name) => types.get(name) === keyType(definition, name))
    );
  };
  if (!isKey(table.KeySchema, [definition.partitionKey, definition.sortKey])) {
    problems.push(`its key is not ${keyInWords(definition, definition)}`);
  }
  for (const wanted of definition.indexes) {
    const found = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === wanted.name);
    if (found === undefined) problems.push(`the index ${wanted.name} is missing`);
    else if (!isKey(found.KeySchema, [wanted.partitionKey, wanted.sortKey])) {
      problems.push(`the key of the index ${wanted.name} is not ${keyInWords(definition, wanted)}`);
    } else if (found.Projection?.ProjectionType !== 'ALL') {
      problems.push(`the index ${wanted.name} does not hold all attributes`);
    } else if (found.IndexStatus === 'CREATING' && found.Backfilling) {
      problems.push(`the index ${wanted.name} is still being filled`);
    }
  }
  return problems;
}

/** The type of a key attribute, as DynamoDB names it. */
export function keyType({ numberKeys = [] }: TableDefinition, name: string): 'S' | 'N' {
  return numberKeys.includes(name) ? 'N' : 'S';
}

function keyInWords(
  definition: TableDefinition,
  { partitionKey, sortKey }: { readonly partitionKey: string; readonly sortKey?: string },
): string {
  const inWords = (name: string): string => `${name} (${keyType(definition, name) === 'N' ? 'number' : 'text'})`;
  return sortKey === undefined ? inWords(partitionKey) : `${inWords(partitionKey)} and ${inWords(sortKey)}`;
}
