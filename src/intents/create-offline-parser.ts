import { parseQuestion } from './grammar/parse-question.ts';
import type { Parser } from './parser.ts';

/** The parser that needs nothing but the catalogue. */
export function createOfflineParser(now: () => number = () => performance.now()): Parser {
  return {
    async understand({ text, ...options }) {
      const started = now();
      const intent = parseQuestion(text, options);
      return { intent, parser: 'offline', latencyMs: now() - started };
    },
  };
}
