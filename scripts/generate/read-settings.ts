import { type Config, type Environment, readConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { generatedDatasets } from './generated-dataset.ts';
import type { GenerateArguments } from './read-arguments.ts';

/** What this command does not use must not stop it: Slack's settings may be half there. */
const used = [
  'AWS_REGION',
  'DYNAMODB_ENDPOINT',
  'STORAGE',
  'DATA_DIR',
  'DYNOXIDE_BIN',
  'NUM_AGENTS',
  'NUM_ENTITIES',
] as const;

export interface GenerateSettings {
  /** Of the dataset that is generated. */
  readonly region: string;
  readonly tableName: string;
  readonly storage: Config['storage'];
  /** How many to make unless told otherwise. */
  readonly count: number;
}

/**
 * The settings of the environment, with those of the command line in their place.
 *
 * @throws {AppError} `config.invalid` in the words of the command line where a value came from there
 */
export function readSettings(
  options: Pick<GenerateArguments, 'dataset' | 'table' | 'region' | 'endpoint'>,
  environment: Environment,
): GenerateSettings {
  const { dataset, regionVariable } = generatedDatasets[options.dataset];
  const { nameVariable } = dataset.table;
  const given = [
    { option: 'table', variable: nameVariable, value: options.table },
    { option: 'region', variable: regionVariable, value: options.region },
    { option: 'endpoint', variable: 'DYNAMODB_ENDPOINT', value: options.endpoint },
  ] as const;
  const overrides = Object.fromEntries(given.map(({ variable, value }) => [variable, value]));
  const names = [...used, nameVariable, regionVariable];
  try {
    const config = readConfig(
      withoutUndefined(overrides),
      Object.fromEntries(names.map((name) => [name, environment[name]])),
    );
    const { storage, agentCount, entityCount } = config;
    return {
      storage,
      region: regionVariable === 'AWS_REGION' ? storage.region : storage.insightsRegion,
      tableName: storage.tables[dataset.name] ?? dataset.table.name,
      count: options.dataset === 'agents' ? agentCount : entityCount,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const message = given.reduce(
      (text, { option, variable, value }) => (value === undefined ? text : text.replaceAll(variable, `--${option}`)),
      error.message,
    );
    throw new AppError(error.code, message, { details: error.details, cause: error });
  }
}

function withoutUndefined(values: Environment): Environment {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
