import type { Config } from './config.ts';
import { createOfflineParser } from './intents/create-offline-parser.ts';
import type { Parser } from './intents/parser.ts';
import type { Log } from './log.ts';
import { createPacedParser } from './slack/paced-parser.ts';
import { createTokenBudget } from './state/token-budget.ts';
import type { Storage } from './storage/open-storage.ts';

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
  { client }: Pick<Storage, 'client'>,
  log: Log,
): Promise<OpenParser> {
  const offline = createPacedParser(createOfflineParser());
  if (bedrock === undefined) return { parser: offline, close: () => undefined };
  const [{ createBedrockModel }, { createBedrockParser }] = await Promise.all([
    import('./models/create-bedrock-model.ts'),
    import('./intents/bedrock/create-bedrock-parser.ts'),
  ]);
  const budget = createTokenBudget(client, stateTable, { dailyTokens: bedrock.dailyTokens });
  const model = createBedrockModel({ ...bedrock, budget, log });
  const asking = createBedrockParser({ model, offline, log });
  return {
    parser: {
      understand: (question) => (question.surface === 'slash' ? offline : asking).understand(question),
    },
    close: () => model.close(),
  };
}
