import type { Intent } from '../intent.ts';
import type { Question } from '../parser.ts';

/** Readings of questions that were asked before. */
export interface QuestionCache {
  get(question: Question): Intent | undefined;
  set(question: Question, intent: Intent): void;
}

interface QuestionCacheOptions {
  /** How many readings are kept; the one unused for longest goes first. */
  readonly size: number;
  readonly keptMs: number;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
}

/** A cache in which two questions are one if nothing differs that a meaning can depend on. */
export function createQuestionCache({ size, keptMs, now }: QuestionCacheOptions): QuestionCache {
  const kept = new Map<string, { readonly intent: Intent; readonly until: number }>();
  return {
    get(question) {
      const key = keyOf(question);
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      if (found.until <= now()) return undefined;
      kept.set(key, found);
      return found.intent;
    },
    set(question, intent) {
      kept.set(keyOf(question), { intent, until: now() + keptMs });
      const [oldest] = kept.keys();
      if (kept.size > size && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/** Who asks, and on which surface, makes no difference; the day does, for "this week". */
function keyOf({ text, command, context, today }: Question): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return JSON.stringify([plain, command ?? null, context ?? null, today]);
}
