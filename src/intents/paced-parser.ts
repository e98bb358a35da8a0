import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Parser } from './parser.ts';

/**
 * The same parser, one text at a time, each in a turn of its own.
 *
 * For a parser that works rather than waits: many texts at once would keep Slack's acks waiting.
 */
export function createPacedParser(parser: Parser): Parser {
  let last: Promise<unknown> = Promise.resolve();
  return {
    understand(question) {
      const mine = last.then(() => nextTurn()).then(() => parser.understand(question));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
