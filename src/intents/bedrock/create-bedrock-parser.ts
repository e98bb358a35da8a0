import type { Log } from '../../log.ts';
import type { Model, Reply } from '../../models/model.ts';
import type { Intent } from '../intent.ts';
import type { FallbackReason, Parser, Question, Understanding } from '../parser.ts';
import { createQuestionCache } from './question-cache.ts';
import { questionContent } from './question-content.ts';
import { readIntent } from './read-intent.ts';
import { replySchema } from './reply-schema.ts';
import { systemPrompt } from './system-prompt.ts';

export interface BedrockParserOptions {
  readonly model: Model;
  /** Answers where the model cannot, and knows what is near where it asks back. */
  readonly offline: Parser;
  readonly log: Log;
  /** How many readings are kept, and for how long. */
  readonly cache?: { readonly size: number; readonly keptMs: number };
  /** Milliseconds that never run backwards. */
  readonly now?: () => number;
}

/** Longer texts are no questions; a model would be paid for reading them. */
const longestText = 1_500;
/** The longest intent that a question of that length can come to takes about half of it. */
const longestReply = 700;

/** What the model, now or earlier, made of a question. */
type Found = ({ readonly intent: Intent } | { readonly fallback: FallbackReason }) & {
  readonly about: Pick<Understanding, 'tokens' | 'cached'>;
};

/**
 * The parser that asks a model, and falls back on the offline one whenever the model is of no use.
 *
 * Whatever the model says becomes an intent that is valid in the catalogue and names nobody and no number that
 * the asker did not. A change of values is a proposal like any other: it is carried out by a person's confirm alone.
 */
export function createBedrockParser(options: BedrockParserOptions): Parser {
  const { model, offline, log, now = () => performance.now() } = options;
  const cache = createQuestionCache({ size: 2_000, keptMs: 6 * 3_600_000, ...options.cache, now });

  async function understand(question: Question): Promise<Understanding> {
    const started = now();
    const plain = await offline.understand(question);
    if (question.text.trim() === '') return plain;
    const found = await askedOrKnown(question, plain.intent).catch((error: unknown): Found => {
      log.error({ err: error }, 'a question could not be put to the model');
      return { fallback: 'unavailable', about: {} };
    });
    const about = { modelId: model.modelId, ...found.about, latencyMs: now() - started };
    if ('intent' in found) return { intent: found.intent, parser: 'bedrock', ...about };
    return { intent: plain.intent, parser: 'offline', ...about, fallback: found.fallback };
  }

  async function askedOrKnown(question: Question, offlineIntent: Intent): Promise<Found> {
    const known = cache.get(question);
    if (known !== undefined) return { intent: known, about: { cached: true } };
    if (question.text.length > longestText) return { fallback: 'tooLong', about: {} };
    const reply = await ask(question);
    const about = reply.usage === undefined ? {} : { tokens: reply.usage };
    if (reply.outcome === 'failed') return { fallback: reply.reason, about };
    const intent = readIntent(reply.json, question, offlineIntent);
    if (intent === undefined) return { fallback: 'malformed', about };
    cache.set(question, intent);
    return { intent, about };
  }

  function ask(question: Question): Promise<Reply> {
    return model.ask({
      purpose: 'understand',
      system: systemPrompt(),
      content: questionContent(question),
      schema: { name: 'intent', schema: replySchema() },
      maxTokens: longestReply,
      ...(question.askerId === undefined ? {} : { askerId: question.askerId }),
    });
  }

  return { understand };
}
