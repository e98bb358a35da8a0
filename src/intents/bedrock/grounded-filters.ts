import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Filter } from '../filter.ts';
import type { Question } from '../parser.ts';
import { weekdayNames } from '../weekdays.ts';
import { mentionsNumber } from './mentions-number.ts';

type Asked = Pick<Question, 'text' | 'context'>;

interface WithFilters {
  readonly dataset: string;
  readonly filters: readonly Filter[];
}

/** Whether the numbers and dates of filters are the asker's, of the question before, or the catalogue's own. */
export function hasGroundedFilters(intent: WithFilters, { text, context }: Asked): boolean {
  const before = context === undefined || !('filters' in context) ? [] : context.filters;
  const dataset = datasetNamed(intent.dataset);
  return intent.filters.every(
    (filter) =>
      hasGroundedDate(filter, text, before) &&
      (typeof numberOf(filter) !== 'number' ||
        before.some((earlier) => earlier.field === filter.field && numberOf(earlier) === numberOf(filter)) ||
        impliedNumbers(dataset, filter).includes(numberOf(filter)) ||
        mentionsNumber(text, numberOf(filter) ?? Number.NaN)),
  );
}

/** By what a text says when: a date needs a number in it, or one of these words. "Recently" is no date. */
const timeWords = new RegExp(
  `\\b(?:today|yesterday|days?|weeks?|fortnights?|months?|quarters?|q[1-4]|years?|ytd|${weekdayNames.join('|')}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\\b`,
  'iu',
);

function hasGroundedDate(filter: Filter, text: string, before: readonly Filter[]): boolean {
  if (filter.op !== 'since' && filter.op !== 'before') return true;
  const { field, value } = filter;
  const isKept = before.some((earlier) => earlier.field === field && 'value' in earlier && earlier.value === value);
  return isKept || /\d/u.test(text) || timeWords.test(text);
}

const numberOf = (filter: Filter): number | undefined =>
  'value' in filter && typeof filter.value === 'number' ? filter.value : undefined;

/** What a word stands for without a figure: "high", "growing", "no tickets". */
function impliedNumbers(dataset: Dataset, { field }: Filter): readonly (number | undefined)[] {
  const attribute = dataset.attributes[field];
  return attribute?.kind === 'metric' ? [0, attribute.thresholds?.high, attribute.thresholds?.low] : [];
}
