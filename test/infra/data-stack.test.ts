import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { DataStack, type DataStackProps } from '../../infra/data-stack.ts';

function synthesize(props: DataStackProps = {}): Template {
  return Template.fromStack(new DataStack(new App(), 'VitalsData', props));
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function statementsOf(template: Template): Statement[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  return policy?.['Properties'].PolicyDocument.Statement ?? [];
}

describe('the data stack', () => {
  it('makes the agents table with its seven indexes under the names that existing tables have', () => {
    const template = synthesize();

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

  it('makes the app’s own table, whose items expire', () => {
    const template = synthesize();

    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'vitals-state',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  it('keeps the tables when the stack goes, unless asked otherwise', () => {
    const kept = synthesize();
    const gone = synthesize({ destroyWithStack: true });

    kept.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
    gone.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
  });

  it('takes other table names from the variables that the app reads', () => {
    const template = synthesize({ names: { TABLE_NAME: 'People' } });

    template.hasResourceProperties('AWS::DynamoDB::Table', { TableName: 'People' });
  });

  it('lets the app change records but delete none', () => {
    const [records, state] = statementsOf(synthesize());

    expect(records?.Action).toEqual([
      'dynamodb:DescribeTable',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'dynamodb:Scan',
    ]);
    expect(JSON.stringify(records?.Resource)).toContain('ZillowAgents');
    expect(JSON.stringify(state?.Resource)).not.toContain('ZillowAgents');
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
    const asked = statementsOf(synthesize({ modelId })).slice(2);

    const resources = [asked.map(({ Resource }) => Resource)].flat(2).map((resource) => JSON.stringify(resource));
    expect(resources).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) expect(resources[index]).toContain(part);
  });

  it('tells the names and ARNs of both tables', () => {
    const template = synthesize();

    for (const id of ['ZillowAgentsName', 'ZillowAgentsArn', 'VitalsStateName', 'VitalsStateArn', 'AppPolicyArn']) {
      template.hasOutput(id, { Value: Match.anyValue() });
    }
  });
});
