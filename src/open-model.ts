import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { Model } from './models/model.ts';
import { createTokenBudget } from './models/token-budget.ts';
import type { Records } from './open-records.ts';
import { createTokenBudget as createSharedBudget } from './state/token-budget.ts';

/**
 * The model that the configuration asks for, which understands questions and explains alerts out of one budget;
 * undefined where none is asked for. What belongs to it is loaded only then.
 */
export async function openModel(
  { bedrock, storage: { stateTable } }: Pick<Config, 'bedrock' | 'storage'>,
  { storage: { insightsClient }, remembers }: Pick<Records, 'storage' | 'remembers'>,
  log: Log,
): Promise<Model | undefined> {
  if (bedrock === undefined) return undefined;
  const { createBedrockModel } = await import('./models/create-bedrock-model.ts');
  const { dailyTokens } = bedrock;
  // Without a table that all instances share, each has the day's tokens to itself.
  const budget = remembers
    ? createSharedBudget(insightsClient, stateTable, { dailyTokens })
    : createTokenBudget({ dailyTokens, now: () => new Date() });
  return createBedrockModel({ ...bedrock, budget, log });
}
