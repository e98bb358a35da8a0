import { datasetNamed } from '../../catalog/catalog.ts';
import { daysSpokenOf } from '../grammar/days-spoken-of.ts';
import type { Question } from '../parser.ts';
import { mentionsNumber } from './mentions-number.ts';

interface WithTimes {
  readonly dataset: string;
  readonly over?: { readonly days: number } | undefined;
  readonly against?: { readonly daysAgo: number } | undefined;
}

type Asked = Pick<Question, 'text' | 'context'> & Partial<Pick<Question, 'today'>>;

/**
 * Whether the days that figures look back by are the asker's: said in digits or words ("two weeks", "since monday",
 * "month over month"), those of the question before, or the usual ones where a trend is asked without a length.
 */
export function hasGroundedTimes({ dataset, over, against }: WithTimes, asked: Asked): boolean {
  if (over === undefined && against === undefined) return true;
  const { text, context, today = '2026-01-01' } = asked;
  const before = context !== undefined && 'metrics' in context ? context : undefined;
  const spoken = daysSpokenOf(text, datasetNamed(dataset), today);
  const isSaid = (days: number): boolean =>
    spoken.has(days) || (timeWords.test(text.normalize('NFKC')) && mentionsNumber(text, days));
  return (
    (over === undefined || over.days === before?.over?.days || isSaid(over.days)) &&
    (against === undefined || against.daysAgo === before?.against?.daysAgo || isSaid(against.daysAgo))
  );
}

/** A number beside none of these is of something else, such as a condition. */
const timeWords = /\b(?:\d+ ?[dw]|days?|weeks?|wks?|fortnights?|months?|mo|quarters?|years?|yrs?)\b/iu;
