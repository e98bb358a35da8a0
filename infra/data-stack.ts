import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { datasets } from '../src/catalog/catalog.ts';
import { tableDefinition } from '../src/catalog/derive/table-definition.ts';
import { stateTable } from '../src/state/state-table.ts';
import { createTable } from './create-table.ts';

export interface DataStackProps extends StackProps {
  /**
   * Other names for tables, by the variable that the app reads for the same purpose.
   * @default - the names in the catalogue
   */
  readonly names?: Readonly<Record<string, string | undefined>>;
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

/** Every dataset's table, the app's own, and the one policy that the app needs to work on them. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, props: DataStackProps = {}) {
    super(scope, id, props);
    const { names = {}, destroyWithStack = false, modelId } = props;
    const removalPolicy = destroyWithStack ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;

    const records = datasets.map((dataset) => createTable(this, tableDefinition(dataset), { names, removalPolicy }));
    const state = createTable(this, stateTable, { names, removalPolicy });

    const policy = this.appPolicy(records, state, modelId);
    for (const table of [...records, state]) this.outputsOf(table);
    new CfnOutput(this, 'AppPolicyArn', {
      value: policy.managedPolicyArn,
      description: 'Attach this to the role that Vitals runs as',
    });
  }

  /** What the code does, and nothing else: it reads and updates records, and never deletes one. */
  private appPolicy(records: readonly Table[], state: Table, modelId: string | undefined): ManagedPolicy {
    const read = ['dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'];
    return new ManagedPolicy(this, 'AppPolicy', {
      description: 'Lets Vitals answer questions and apply confirmed updates',
      statements: [
        new PolicyStatement({
          actions: [...read, 'dynamodb:Scan'],
          resources: records.flatMap((table) => [table.tableArn, `${table.tableArn}/index/*`]),
        }),
        new PolicyStatement({
          actions: [...read, 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
          resources: [state.tableArn],
        }),
        ...(modelId === undefined ? [] : [this.modelStatement(modelId)]),
      ],
    });
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

  private outputsOf(table: Table): void {
    const id = table.node.id;
    new CfnOutput(this, `${id}Name`, { value: table.tableName, description: `Name of the ${id} table` });
    new CfnOutput(this, `${id}Arn`, { value: table.tableArn, description: `ARN of the ${id} table` });
  }
}
