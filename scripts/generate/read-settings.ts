import { type Config, type Environment, readConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { GenerateArguments } from './read-arguments.ts';

/** What each option stands for in the environment. */
const variables = { table: 'TABLE_NAME', region: 'AWS_REGION', endpoint: 'DYNAMODB_ENDPOINT' } as const;

/** What this command does not use must not stop it: Slack's settings may be half there. */
const used = [...Object.values(variables), 'STORAGE', 'DATA_DIR', 'DYNOXIDE_BIN', 'NUM_AGENTS'] as const;

export type GenerateSettings = Pick<Config, 'storage' | 'agentCount'>;

/**
 * The settings of the environment, with those of the command line in their place.
 *
 * @throws {AppError} `config.invalid` in the words of the command line where a value came from there
 */
export function readSettings(
  options: Pick<GenerateArguments, keyof typeof variables>,
  environment: Environment,
): GenerateSettings {
  const given = Object.entries(variables).map(([option, variable]) => {
    return { option, variable, value: options[option as keyof typeof variables] };
  });
  const overrides = Object.fromEntries(given.map(({ variable, value }) => [variable, value]));
  try {
    return readConfig(withoutUndefined(overrides), Object.fromEntries(used.map((name) => [name, environment[name]])));
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
