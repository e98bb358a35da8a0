import { parseText } from '../grammar/parse-text.ts';
import { type ClearIntent, type IntentOfKind, rankingLimit } from '../intent.ts';
import { defaultOutcomeDays, defaultUsageDays } from '../operations.ts';
import type { Question } from '../parser.ts';
import { hasGroundedFilters } from './grounded-filters.ts';
import { isGroundedChoice, isGroundedDigest, saysChannel, saysDays } from './grounded-insights.ts';
import { hasGroundedTimes } from './grounded-times.ts';
import { mentionsNumber } from './mentions-number.ts';
import { mentionsSubject, withoutSubject } from './mentions-subject.ts';

type Asked = Pick<Question, 'text' | 'context'> & Partial<Pick<Question, 'today'>>;

/**
 * Whether the people and numbers of an intent are the asker's: said in the text, carried over from the context,
 * or a threshold of the catalogue. A model must not make them up.
 */
export function isGrounded(intent: ClearIntent, asked: Asked): boolean {
  switch (intent.kind) {
    case 'help':
      return true;
    case 'operation':
      return isGroundedOperation(intent, asked);
    case 'insights':
      return isGroundedChoice(intent, asked);
    case 'profile':
      return mentionsSubject(intent, asked);
    case 'update': {
      // The digits of an id are no value.
      const text = withoutSubject(asked, intent);
      return mentionsSubject(intent, asked) && intent.changes.every(({ value }) => mentionsNumber(text, value));
    }
    case 'ranking':
      return hasGroundedLimit(intent.limit, asked) && hasGroundedFilters(intent, asked);
    default:
      return hasGroundedFilters(intent, asked) && hasGroundedTimes(intent, asked);
  }
}

/** "Why" is about a figure, and that figure is the asker's as well. */
function isGroundedOperation(operation: IntentOfKind<'operation'>, asked: Asked): boolean {
  switch (operation.name) {
    case 'usage':
      return saysDays(asked.text, operation.arguments.days, defaultUsageDays);
    case 'why': {
      const figure = parseText(operation.arguments.of, { surface: 'slash', today: '2026-01-01' });
      return 'metrics' in figure && isGrounded(figure, asked);
    }
    case 'watch':
      return isGroundedChoice(operation.arguments, asked) && saysChannel(asked.text, operation.arguments.channel);
    case 'watches':
      return true;
    case 'outcomes':
      return saysDays(asked.text, operation.arguments.days, defaultOutcomeDays);
    case 'digest':
      return isGroundedDigest(operation.arguments, asked.text);
  }
}

/** One, for "the best agent", and the length that a ranking has when nobody says. */
function hasGroundedLimit(limit: number, { text, context }: Asked): boolean {
  const before = context?.kind === 'ranking' ? context.limit : undefined;
  return [1, rankingLimit.default, before].includes(limit) || mentionsNumber(text, limit);
}
