import type { Config } from './config.ts';
import { createOfflineParser } from './intents/create-offline-parser.ts';
import { createPacedParser } from './intents/paced-parser.ts';
import type { Parser } from './intents/parser.ts';
import type { Log } from './log.ts';
import { createTokenBudget } from './models/token-budget.ts';
import type { Records } from './open-records.ts';
import { createTokenBudget as createSharedBudget } from './state/token-budget.ts';

/** The parser of all surfaces, and how to let go of what it holds. */
export interface OpenParser {
  readonly parser: Parser;
  close(): void;
}

/**
 * The parser that the configuration asks for: offline for slash text, which must be answered at once; for messages
 * the model, where one is configured.
 *
 * What belongs to the model is loaded only then.
 */
export async function openParser(
  { bedrock, storage: { stateTable } }: Pick<Config, 'bedrock' | 'storage'>,
  { storage: { client }, remembers }: Pick<Records, 'storage' | 'remembers'>,
  log: Log,
): Promise<OpenParser> {
  const offline = createPacedParser(createOfflineParser());
  if (bedrock === undefined) return { parser: offline, close: () => undefined };
  const [{ createBedrockModel }, { createBedrockParser }] = await Promise.all([
    import('./models/create-bedrock-model.ts'),
    import('./intents/bedrock/create-bedrock-parser.ts'),
  ]);
  const { dailyTokens } = bedrock;
  // Without a table that all instances share, each has the day's tokens to itself.
  const budget = remembers
    ? createSharedBudget(client, stateTable, { dailyTokens })
    : createTokenBudget({ dailyTokens, now: () => new Date() });
  const model = createBedrockModel({ ...bedrock, budget, log });
  const asking = createBedrockParser({ model, offline, log });
  return {
    parser: {
      understand: (question) => (question.surface === 'slash' ? offline : asking).understand(question),
    },
    close: () => model.close(),
  };
}
