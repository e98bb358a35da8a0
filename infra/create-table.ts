import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableDefinition } from '../src/catalog/derive/table-definition.ts';

interface CreateTableOptions {
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly removalPolicy: RemovalPolicy;
}

/** A table as the derived definition says, paid by request and restorable to any point in time. */
export function createTable(
  scope: Construct,
  definition: TableDefinition,
  { names, removalPolicy }: CreateTableOptions,
): Table {
  const { name, nameVariable, partitionKey, sortKey, indexes, timeToLive } = definition;
  const table = new Table(scope, constructId(name), {
    tableName: names[nameVariable] ?? name,
    partitionKey: stringKey(partitionKey),
    ...(sortKey !== undefined && { sortKey: stringKey(sortKey) }),
    ...(timeToLive !== undefined && { timeToLiveAttribute: timeToLive }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy,
  });
  for (const index of indexes) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: stringKey(index.partitionKey),
      sortKey: stringKey(index.sortKey),
      projectionType: ProjectionType.ALL,
    });
  }
  return table;
}

function stringKey(name: string): { name: string; type: AttributeType } {
  return { name, type: AttributeType.STRING };
}

/** `vitals-state` → `VitalsState`: construct ids and output names hold letters and digits only. */
function constructId(tableName: string): string {
  return tableName.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/gu, (_match, _gap, letter: string) => letter.toUpperCase());
}
