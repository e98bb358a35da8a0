import { type Config, secretsOf } from '../../src/config.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { createBedrockParser } from '../../src/intents/bedrock/create-bedrock-parser.ts';
import { createOfflineParser } from '../../src/intents/create-offline-parser.ts';
import type { Parser } from '../../src/intents/parser.ts';
import { createLog } from '../../src/log.ts';
import { createBedrockModel } from '../../src/models/create-bedrock-model.ts';
import { createTokenBudget } from '../../src/models/token-budget.ts';
import type { EvalArguments } from './read-arguments.ts';

/** A parser to score, and how to let go of what it holds. */
export interface OpenParser {
  readonly parser: Parser;
  close(): void;
}

/**
 * The parser of that name, as the app would have it.
 *
 * A model may use a day's budget of its own here: that of the app is not touched.
 *
 * @throws {AppError} `config.invalid` when a model is wanted and none is configured
 */
export function openParser(name: EvalArguments['parser'], config: Config): OpenParser {
  const offline = createOfflineParser();
  if (name === 'offline') return { parser: offline, close: () => undefined };
  if (config.bedrock === undefined) {
    throw new AppError('config.invalid', 'BEDROCK_MODEL_ID is missing: set it to the model that is to be scored.');
  }
  const log = createLog({ level: 'silent', secrets: secretsOf(config) });
  const { dailyTokens } = config.bedrock;
  const budget = createTokenBudget({ dailyTokens, now: () => new Date() });
  const model = createBedrockModel({ ...config.bedrock, budget, log });
  return { parser: createBedrockParser({ model, offline, log }), close: () => model.close() };
}
