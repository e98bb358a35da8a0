import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

const look = ['dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:Query'];

function withIndexes(table: Table): string[] {
  return [table.tableArn, `${table.tableArn}/index/*`];
}

/** Records are read and updated; the app neither makes nor deletes one. */
export function rightsOnRecords(table: Table): PolicyStatement {
  const actions = [...look, 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem', 'dynamodb:Scan'];
  return new PolicyStatement({ actions, resources: withIndexes(table) });
}

/** Insights are added and found again; they go by themselves when their time is over. */
export function rightsOnInsights(table: Table): PolicyStatement {
  const actions = [...look, 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
  return new PolicyStatement({ actions, resources: withIndexes(table) });
}

/** The app's own memory is its own in every way, but that it is never read as a whole. */
export function rightsOnState(table: Table): PolicyStatement {
  const write = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'BatchGetItem', 'BatchWriteItem'];
  const actions = [...look, ...write.map((each) => `dynamodb:${each}`)];
  return new PolicyStatement({ actions, resources: [table.tableArn] });
}

/** Whoever follows a table's changes: also on a stream that is switched on anew, which has another ARN. */
export function rightsOnStream(table: Table): PolicyStatement {
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  return new PolicyStatement({
    actions: actions.map((each) => `dynamodb:${each}`),
    resources: [`${table.tableArn}/stream/*`],
  });
}
