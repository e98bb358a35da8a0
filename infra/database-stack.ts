import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { entities } from '../src/catalog/datasets/entities.ts';
import { insights } from '../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../src/catalog/derive/table-definition.ts';
import { stateTable } from '../src/state/state-table.ts';
import { createTable, type TableOptions } from './create-table.ts';
import { rightsOnInsights, rightsOnRecords, rightsOnState, rightsOnStream } from './table-rights.ts';

export interface DatabaseStackProps extends StackProps, Pick<TableOptions, 'names'> {
  /**
   * Whether the tables and all they hold go when the stack goes.
   * @default false
   */
  readonly destroyWithStack?: boolean;
}

/**
 * The tables of metrics and insights, the app's own, which is in one transaction with an insight, and the policy that
 * the app needs to work on them.
 *
 * Construct ids, outputs and export names are those of the seed, so that a stack that was made from it is updated in
 * place.
 *
 * @see 003_2efa9edf8ad539cf.txt
 */
export class DatabaseStack extends Stack {
  readonly metricsTable: Table;
  readonly insightsTable: Table;
  readonly stateTable: Table;

  constructor(scope: Construct, id: string, props: DatabaseStackProps = {}) {
    super(scope, id, props);
    const { names = {}, destroyWithStack = false } = props;
    const options = { names, removalPolicy: destroyWithStack ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN };
    this.metricsTable = createTable(this, 'MetricsTable', tableDefinition(entities), options);
    this.insightsTable = createTable(this, 'InsightsTable', tableDefinition(insights), options);
    this.stateTable = createTable(this, 'VitalsState', stateTable, options);

    const policy = new ManagedPolicy(this, 'AppPolicy', {
      description: 'Lets Vitals read and update metrics, follow their changes, keep insights, and remember',
      statements: [
        rightsOnRecords(this.metricsTable),
        rightsOnStream(this.metricsTable),
        rightsOnInsights(this.insightsTable),
        rightsOnState(this.stateTable),
      ],
    });
    this.exportOutputs();
    this.output('VitalsStateName', this.stateTable.tableName, 'Name of the table of what Vitals remembers');
    this.output('VitalsStateArn', this.stateTable.tableArn, 'ARN of the table of what Vitals remembers');
    this.output('AppPolicyArn', policy.managedPolicyArn, 'Attach this to the role that Vitals runs as');
  }

  private exportOutputs(): void {
    const { metricsTable, insightsTable } = this;
    const outputs = {
      MetricsTableName: [metricsTable.tableName, 'DynamoDB table for operational metrics'],
      MetricsTableArn: [metricsTable.tableArn, 'ARN of metrics table'],
      InsightsTableName: [insightsTable.tableName, 'DynamoDB table for AI insights'],
      InsightsTableArn: [insightsTable.tableArn, 'ARN of insights table'],
      MetricsTableStreamArn: [metricsTable.tableStreamArn ?? 'N/A', 'DynamoDB stream ARN for real-time updates'],
    } as const;
    for (const [name, [value, description]] of Object.entries(outputs)) {
      this.output(name, value, description, `IOpsDashboard-${name}`);
    }
  }

  private output(id: string, value: string, description: string, exportName?: string): void {
    new CfnOutput(this, id, { value, description, ...(exportName === undefined ? {} : { exportName }) });
  }
}
