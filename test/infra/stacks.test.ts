import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { createStacks } from '../../infra/create-stacks.ts';
import { DataStack, type DataStackProps } from '../../infra/data-stack.ts';
import { DatabaseStack, type DatabaseStackProps } from '../../infra/database-stack.ts';
import { RulesStack } from '../../infra/rules-stack.ts';
import { allowedOn, statementsOf } from './support/statements.ts';

// All stacks in one file: to load what makes a template takes longer than all of these tests.

const directory = mkdtempSync(join(tmpdir(), 'vitals-stacks-'));
let apps = 0;

afterAll(() => rmSync(directory, { recursive: true }));

/** An app whose templates are gone with the tests; by itself it leaves them among the temporary files. */
function newApp(context: Readonly<Record<string, unknown>> = {}): App {
  apps += 1;
  return new App({ context, outdir: join(directory, String(apps)) });
}

function synthesizeData(props: DataStackProps = {}): Template {
  return Template.fromStack(new DataStack(newApp(), 'VitalsData', props));
}

function synthesizeDatabase(props: DatabaseStackProps = {}): Template {
  return Template.fromStack(new DatabaseStack(newApp(), 'IOpsDashboard-DatabaseStack', props));
}

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const number = (AttributeName: string) => ({ AttributeName, AttributeType: 'N' });
const index = (IndexName: string, ...KeySchema: object[]) => {
  return { IndexName, KeySchema, Projection: { ProjectionType: 'ALL' } };
};
const common = {
  BillingMode: 'PAY_PER_REQUEST',
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
};

function regions(environment: Record<string, string>): Record<string, string> {
  const { data, database } = createStacks(newApp(), environment);
  return { [data.stackName]: data.region, [database.stackName]: database.region };
}

describe('the data stack', () => {
  it('makes the agents table with its seven indexes under the names that existing tables have', () => {
    const template = synthesizeData();

    const expected = {
      ExperienceLevelIndex: 'experienceLevel',
      BusinessModelIndex: 'businessModel',
      SpecializationIndex: 'specialization',
      PlatformEngagementIndex: 'platformEngagement',
      SpendLevelIndex: 'spendLevel',
      MarketTypeLocationIndex: 'marketTypeLocation',
      MarketTypeConditionIndex: 'marketTypeCondition',
    };
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'ZillowAgents',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      GlobalSecondaryIndexes: Object.entries(expected).map(([IndexName, AttributeName]) => ({
        IndexName,
        KeySchema: [
          { AttributeName, KeyType: 'HASH' },
          { AttributeName: 'id', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      })),
    });
  });

  it('has a stream of the agents with the item before and after', () => {
    synthesizeData().hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'ZillowAgents',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('keeps the tables when the stack goes, unless asked otherwise', () => {
    const kept = synthesizeData();
    const gone = synthesizeData({ destroyWithStack: true });

    kept.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
    gone.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
  });

  it('takes other table names from the variables that the app reads', () => {
    const template = synthesizeData({ names: { TABLE_NAME: 'People' } });

    template.hasResourceProperties('AWS::DynamoDB::Table', { TableName: 'People' });
  });

  it('lets the app change agents and follow their changes, but make or delete none', () => {
    const template = synthesizeData();

    expect(allowedOn(template, 'ZillowAgents')).toEqual([
      'BatchGetItem',
      'DescribeStream',
      'DescribeTable',
      'GetItem',
      'GetRecords',
      'GetShardIterator',
      'ListStreams',
      'Query',
      'Scan',
      'UpdateItem',
    ]);
  });

  it.each<[string, string | undefined, readonly string[]]>([
    ['no model when none is named', undefined, []],
    ['the model that is named', 'vendor.model-v1:0', ['foundation-model/vendor.model-v1:0']],
    [
      'a profile over regions and its model',
      'ca.vendor.model-v1:0',
      ['inference-profile/ca.vendor.model-v1:0', 'foundation-model/vendor.model-v1:0'],
    ],
    [
      'a profile by its ARN',
      'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc',
      ['123456789012:application-inference-profile/abc', 'foundation-model/*'],
    ],
  ])('lets the app ask %s', (_title, modelId, expected) => {
    const asked = statementsOf(synthesizeData({ modelId })).slice(2);

    const resources = [asked.map(({ Resource }) => Resource)].flat(2).map((resource) => JSON.stringify(resource));
    expect(resources).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) expect(resources[index]).toContain(part);
  });

  it('tells the name and ARN of its table', () => {
    const template = synthesizeData();

    for (const id of ['ZillowAgentsName', 'ZillowAgentsArn', 'AppPolicyArn']) {
      template.hasOutput(id, { Value: Match.anyValue() });
    }
  });
});

describe('the database stack', () => {
  const template = synthesizeDatabase();

  it('makes the metrics table as the seed describes it', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      ...common,
      TableName: 'iops-dashboard-metrics',
      KeySchema: [hash('entity_id'), range('entity_type')],
      AttributeDefinitions: [text('entity_id'), text('entity_type'), number('health_score'), text('last_updated')],
      GlobalSecondaryIndexes: [
        index('EntityTypeHealthIndex', hash('entity_type'), range('health_score')),
        index('LastUpdatedIndex', hash('entity_type'), range('last_updated')),
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: Match.absent(),
    });
  });

  it('makes the insights table as the seed describes it', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      ...common,
      TableName: 'iops-dashboard-insights',
      KeySchema: [hash('pk'), range('sk')],
      AttributeDefinitions: [text('pk'), text('sk'), text('prediction_type'), text('timestamp'), number('risk_score')],
      GlobalSecondaryIndexes: [
        index('PredictionTypeIndex', hash('prediction_type'), range('timestamp')),
        index('RiskScoreIndex', hash('prediction_type'), range('risk_score')),
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      StreamSpecification: Match.absent(),
    });
  });

  it('makes the app’s own table, whose items expire', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      ...common,
      TableName: 'vitals-state',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  it('exports what the seed exports, under the same names', () => {
    const outputs = Object.entries(template.findOutputs('*', { Export: Match.anyValue() }));

    expect(Object.fromEntries(outputs.map(([id, output]) => [id, output['Export'].Name]))).toEqual({
      MetricsTableName: 'IOpsDashboard-MetricsTableName',
      MetricsTableArn: 'IOpsDashboard-MetricsTableArn',
      InsightsTableName: 'IOpsDashboard-InsightsTableName',
      InsightsTableArn: 'IOpsDashboard-InsightsTableArn',
      MetricsTableStreamArn: 'IOpsDashboard-MetricsTableStreamArn',
    });
    template.hasOutput('MetricsTableStreamArn', { Value: { 'Fn::GetAtt': [Match.anyValue(), 'StreamArn'] } });
  });

  it('keeps the tables when the stack goes, unless asked otherwise', () => {
    const gone = synthesizeDatabase({ destroyWithStack: true });

    template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    gone.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
  });

  it('takes other table names from the variables that the app reads', () => {
    const named = synthesizeDatabase({ names: { METRICS_TABLE_NAME: 'Health', INSIGHTS_TABLE_NAME: 'Found' } });

    named.hasResourceProperties('AWS::DynamoDB::Table', { TableName: 'Health' });
    named.hasResourceProperties('AWS::DynamoDB::Table', { TableName: 'Found' });
  });

  it('lets the app do what it does with each table, and no more', () => {
    const reading = ['DescribeTable', 'GetItem', 'Query'];
    const following = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    const transacting = ['BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem', 'DeleteItem', 'PutItem'];

    expect(allowedOn(template, 'MetricsTable')).toEqual(
      [...reading, ...following, 'BatchGetItem', 'Scan', 'UpdateItem'].toSorted(),
    );
    expect(allowedOn(template, 'InsightsTable')).toEqual([...reading, 'PutItem', 'UpdateItem'].toSorted());
    expect(allowedOn(template, 'VitalsState')).toEqual([...reading, ...transacting, 'UpdateItem'].toSorted());
  });
});

describe('createStacks', () => {
  it.each([
    ['where the seeds have them', {}, ['us-west-2', 'us-east-1']],
    ['in one region that is named', { AWS_REGION: 'eu-west-1' }, ['eu-west-1', 'eu-west-1']],
    [
      'in two regions that are named',
      { AWS_REGION: 'eu-west-1', INSIGHTS_REGION: 'eu-north-1' },
      ['eu-west-1', 'eu-north-1'],
    ],
  ])('puts the stacks %s', (_, environment, [agents, insights]) => {
    expect(regions(environment)).toEqual({ VitalsData: agents, 'IOpsDashboard-DatabaseStack': insights });
  });

  it('lets all tables go with their stacks where that is asked for', () => {
    const { data, database } = createStacks(newApp({ removal: 'destroy' }), {});

    for (const stack of [data, database]) {
      Template.fromStack(stack).allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
    }
  });
});

describe('the function that applies the rules', () => {
  const entry = fileURLToPath(new URL('../../src/storage/stream/lambda-handler.ts', import.meta.url));

  function synthesizeRules(agentsRegion: string) {
    // Without bundling: what the function does is not looked at here.
    const app = newApp({ 'aws:cdk:bundling-stacks': [] });
    const env = { region: 'us-east-1' };
    const data = new DataStack(app, 'VitalsData', { env: { region: agentsRegion } });
    const database = new DatabaseStack(app, 'IOpsDashboard-DatabaseStack', { env });
    const stack = new RulesStack(app, 'VitalsRules', { env, data, database, entry });
    return { stack, template: Template.fromStack(stack) };
  }

  it('follows both tables, names what failed, and gives no change up by itself', () => {
    const { template } = synthesizeRules('us-east-1');

    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: Match.absent(),
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it('follows the metrics alone where the agents are in another region, and says so', () => {
    const { stack, template } = synthesizeRules('us-west-2');

    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('agents are in us-west-2'));
  });
});
