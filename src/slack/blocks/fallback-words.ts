import type { FallbackReason } from '../../intents/parser.ts';

const causes: Readonly<Record<FallbackReason, string>> = {
  timeout: 'The language model did not answer in time',
  throttled: 'The language model is too busy just now',
  unavailable: 'The language model cannot be reached just now',
  breakerOpen: 'The language model cannot be reached just now',
  stopped: 'The language model did not finish its answer',
  refused: 'The language model declined to read this',
  malformed: 'The language model gave no usable answer',
  tooLong: 'This is too long for the language model',
  overBudget: 'This is more than the language model may read today',
  rateLimited: 'That was a lot of questions within a minute for the language model',
};

/** Why the rules read a question that a model was to read, in one sentence. */
export function fallbackWords(reason: FallbackReason): string {
  return `${causes[reason]}, so I read this by rules.`;
}
