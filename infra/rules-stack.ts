import { fileURLToPath } from 'node:url';
import { Annotations, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import type { DatabaseStack } from './database-stack.ts';
import { rightsOnInsights, rightsOnState } from './table-rights.ts';

export interface RulesStackProps extends StackProps {
  readonly data: DataStack;
  readonly database: DatabaseStack;
  /** What the function is told besides, as the app is: the names of tables among them. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * The module whose `handler` is called with the changes.
   * @default - src/rules-lambda.ts
   */
  readonly entry?: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A function that applies the rules to changes, in the place of the app's own reader of the streams.
 *
 * It is where metrics, insights and state are, for it writes them in one transaction. A change that it cannot deal with
 * goes to the dead letters of the state table, as the app's own reader has it. What Lambda gives up, because the
 * function could not run for as long as a stream keeps its changes, is named in a queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
export class RulesStack extends Stack {
  constructor(scope: Construct, id: string, props: RulesStackProps) {
    super(scope, id, props);
    const { data, database, environment = {}, entry = `${root}src/rules-lambda.ts` } = props;
    const rules = new NodejsFunction(this, 'RulesFunction', {
      description: 'Notices high risk in changes of agents and metrics',
      entry,
      projectRoot: root,
      depsLockFilePath: `${root}package-lock.json`,
      runtime: Runtime.NODEJS_22_X,
      memorySize: 512,
      timeout: Duration.seconds(60),
      environment: { ...environment, STORAGE: 'aws', INSIGHTS_REGION: database.region },
      bundling: {
        format: OutputFormat.ESM,
        target: 'node22',
        // Parts of the AWS SDK still call require().
        banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        externalModules: [],
      },
    });
    rules.addToRolePolicy(rightsOnInsights(database.insightsTable));
    rules.addToRolePolicy(rightsOnState(database.stateTable));
    const failed = new Queue(this, 'FailedChanges', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    for (const table of this.reachableTables(data, database)) rules.addEventSource(changesOf(table, failed));
    new CfnOutput(this, 'FailedChangesUrl', { value: failed.queueUrl, description: 'Changes that no rule could take' });
  }

  /** Lambda reads streams of its own region only. */
  private reachableTables(data: DataStack, database: DatabaseStack): readonly Table[] {
    if (data.region === database.region) return [database.metricsTable, data.agentsTable];
    Annotations.of(this).addWarningV2(
      'vitals:agents-elsewhere',
      `The agents are in ${data.region}, and a function in ${database.region} cannot follow their stream: let the app ` +
        'itself follow it, or set INSIGHTS_REGION to the region of the agents.',
    );
    return [database.metricsTable];
  }
}

function changesOf(table: Table, failed: Queue): DynamoEventSource {
  // The class and its own interface differ in whether `undefined` may be written out.
  return new DynamoEventSource(table as ITable, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // As often as it takes: the function itself gives up what is at fault.
    onFailure: new SqsDlq(failed),
  });
}
