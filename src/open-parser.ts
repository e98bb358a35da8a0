import { createOfflineParser } from './intents/create-offline-parser.ts';
import { createPacedParser } from './intents/paced-parser.ts';
import type { Parser } from './intents/parser.ts';
import type { Log } from './log.ts';
import type { Model } from './models/model.ts';

/**
 * The parser of all surfaces: offline for slash text, which must be answered at once; for messages the model, where
 * there is one.
 */
export async function openParser(model: Model | undefined, log: Log): Promise<Parser> {
  const offline = createPacedParser(createOfflineParser());
  if (model === undefined) return offline;
  const { createBedrockParser } = await import('./intents/bedrock/create-bedrock-parser.ts');
  const asking = createBedrockParser({ model, offline, log });
  return { understand: (question) => (question.surface === 'slash' ? offline : asking).understand(question) };
}
