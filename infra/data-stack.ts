import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { agents } from '../src/catalog/datasets/agents.ts';
import { tableDefinition } from '../src/catalog/derive/table-definition.ts';
import { createTable, type TableOptions } from './create-table.ts';
import { rightsOnRecords, rightsOnStream } from './table-rights.ts';

export interface DataStackProps extends StackProps, Pick<TableOptions, 'names'> {
  /**
   * Whether the tables and all they hold go when the stack goes.
   * @default false
   */
  readonly destroyWithStack?: boolean;
  /**
   * The Bedrock model or inference profile that the app may ask.
   * @default - none: questions are understood offline
   */
  readonly modelId?: string | undefined;
}

/** The agents' table, and the policy that the app needs to work on it. */
export class DataStack extends Stack {
  readonly agentsTable: Table;

  constructor(scope: Construct, id: string, props: DataStackProps = {}) {
    super(scope, id, props);
    const { names = {}, destroyWithStack = false, modelId } = props;
    const removalPolicy = destroyWithStack ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
    this.agentsTable = createTable(this, 'ZillowAgents', tableDefinition(agents), { names, removalPolicy });

    const policy = new ManagedPolicy(this, 'AppPolicy', {
      description: 'Lets Vitals answer questions about agents, apply confirmed updates and follow their changes',
      statements: [
        rightsOnRecords(this.agentsTable),
        rightsOnStream(this.agentsTable),
        ...(modelId === undefined ? [] : [this.modelStatement(modelId)]),
      ],
    });
    const outputs = {
      ZillowAgentsName: [this.agentsTable.tableName, 'Name of the agents table'],
      ZillowAgentsArn: [this.agentsTable.tableArn, 'ARN of the agents table'],
      AppPolicyArn: [policy.managedPolicyArn, 'Attach this to the role that Vitals runs as'],
    } as const;
    for (const [name, [value, description]] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value, description });
    }
  }

  /** An inference profile spreads calls over regions, so its own right and the models' in each region are needed. */
  private modelStatement(modelId: string): PolicyStatement {
    const anywhere = `arn:${this.partition}:bedrock:*`;
    const models = (name: string): string => `${anywhere}::foundation-model/${name}`;
    // "us.vendor.model" is a profile over regions; "vendor.model" is the model itself.
    const profiled = /^[a-z-]+\.(?<model>[^.]+\..+)$/u.exec(modelId)?.groups?.['model'];
    const profile = `${anywhere}:${this.account}:inference-profile/${modelId}`;
    return new PolicyStatement({
      actions: ['bedrock:InvokeModel'],
      resources: modelId.startsWith('arn:')
        ? [modelId, ...(modelId.includes('inference-profile') ? [models('*')] : [])]
        : profiled === undefined
          ? [models(modelId)]
          : [profile, models(profiled)],
    });
  }
}
