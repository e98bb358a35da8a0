import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { DataStack, type DataStackProps } from '../../infra/data-stack.ts';

function synthesize(props: DataStackProps = {}): Template {
  return Template.fromStack(new DataStack(new App(), 'VitalsData', props));
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

  it('lets the app do what it does and nothing that deletes', () => {
    const template = synthesize();

    const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    const statements = JSON.stringify(policy?.['Properties'].PolicyDocument.Statement);
    expect(statements).toContain('dynamodb:UpdateItem');
    expect(statements).not.toMatch(/dynamodb:(\*|Delete|BatchWrite|Create)/u);
    expect(statements).not.toContain('"Resource":"*"');
  });

  it('tells the names and ARNs of both tables', () => {
    const template = synthesize();

    for (const id of ['ZillowAgentsName', 'ZillowAgentsArn', 'VitalsStateName', 'VitalsStateArn', 'AppPolicyArn']) {
      template.hasOutput(id, { Value: Match.anyValue() });
    }
  });
});
