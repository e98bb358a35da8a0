import type { App } from 'aws-cdk-lib';
import { storedDatasets } from '../src/catalog/catalog.ts';
import { tableDefinition } from '../src/catalog/derive/table-definition.ts';
import { type Environment, readConfig } from '../src/config.ts';
import { stateTable } from '../src/state/state-table.ts';
import { DataStack } from './data-stack.ts';
import { DatabaseStack } from './database-stack.ts';
import { RulesStack } from './rules-stack.ts';

/**
 * The stacks of Vitals, each in the region where the app looks for its tables under the same settings.
 *
 * Context `removal=destroy`: the tables go with their stacks. Context `rules=lambda`: a function applies the rules.
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
  if (app.node.tryGetContext('rules') === 'lambda') {
    new RulesStack(app, 'VitalsRules', {
      description: "Applies Vitals' rules to what changes",
      env: { region: storage.insightsRegion },
      data,
      database,
      environment: tableNames(environment),
    });
  }
  return { data, database };
}

/** The variables that give tables other names, as far as they are set: the function must look for the same ones. */
function tableNames(environment: Environment): Record<string, string> {
  const variables = [...storedDatasets.map(tableDefinition), stateTable].map(({ nameVariable }) => nameVariable);
  return Object.fromEntries(
    variables.flatMap((variable) => {
      const name = environment[variable];
      return name === undefined || name === '' ? [] : [[variable, name] as const];
    }),
  );
}
