import type { App } from 'aws-cdk-lib';
import { type Environment, readConfig } from '../src/config.ts';
import { DataStack } from './data-stack.ts';
import { DatabaseStack } from './database-stack.ts';

/**
 * The stacks of Vitals, each in the region where the app looks for its tables under the same settings.
 *
 * Context `removal=destroy`: the tables go with their stacks.
 *
 * @throws {AppError} `config.invalid` for a region that cannot be
 */
export function createStacks(
  app: App,
  environment: Environment,
): { readonly data: DataStack; readonly database: DatabaseStack } {
  const { AWS_REGION, INSIGHTS_REGION, BEDROCK_MODEL_ID: modelId } = environment;
  const { storage } = readConfig({}, { AWS_REGION, INSIGHTS_REGION });
  const common = { names: environment, destroyWithStack: app.node.tryGetContext('removal') === 'destroy' };
  const data = new DataStack(app, 'VitalsData', {
    ...common,
    description: "The DynamoDB table of Vitals' agents",
    env: { region: storage.region },
    modelId,
  });
  const database = new DatabaseStack(app, 'IOpsDashboard-DatabaseStack', {
    ...common,
    description: 'DynamoDB tables for metrics and insights',
    env: { region: storage.insightsRegion },
  });
  return { data, database };
}
