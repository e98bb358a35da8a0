import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableDefinition } from '../src/catalog/derive/table-definition.ts';
import { keyType } from '../src/storage/check-table.ts';

export interface TableOptions {
  /**
   * Other names for tables, by the variable that the app reads for the same purpose.
   * @default - the names in the catalogue
   */
  readonly names?: Readonly<Record<string, string | undefined>>;
  readonly removalPolicy: RemovalPolicy;
}

/** A table as the derived definition says, paid by request and restorable to any point in time. */
export function createTable(
  scope: Construct,
  id: string,
  definition: TableDefinition,
  { names = {}, removalPolicy }: TableOptions,
): Table {
  const { name, nameVariable, partitionKey, sortKey, indexes, timeToLive, stream = false } = definition;
  const key = (attribute: string) => {
    const type = keyType(definition, attribute) === 'N' ? AttributeType.NUMBER : AttributeType.STRING;
    return { name: attribute, type };
  };
  const table = new Table(scope, id, {
    tableName: names[nameVariable] ?? name,
    partitionKey: key(partitionKey),
    ...(sortKey !== undefined && { sortKey: key(sortKey) }),
    ...(timeToLive !== undefined && { timeToLiveAttribute: timeToLive }),
    ...(stream && { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy,
  });
  for (const index of indexes) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: key(index.partitionKey),
      sortKey: key(index.sortKey),
      projectionType: ProjectionType.ALL,
    });
  }
  return table;
}
