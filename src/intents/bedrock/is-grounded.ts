import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { idPrefixes } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import { parseText } from '../grammar/parse-text.ts';
import { type ClearIntent, type IntentOfKind, rankingLimit } from '../intent.ts';
import { defaultUsageDays } from '../operations.ts';
import type { Question } from '../parser.ts';
import { mentionsNumber } from './mentions-number.ts';

type Asked = Pick<Question, 'text' | 'context'>;

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
      return false;
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
      return hasGroundedFilters(intent, asked);
  }
}

/** "Why" is about a figure, and that figure is the asker's as well. */
function isGroundedOperation(operation: IntentOfKind<'operation'>, asked: Asked): boolean {
  if (operation.name === 'usage') {
    const { days } = operation.arguments;
    return days === defaultUsageDays || mentionsNumber(asked.text, days);
  }
  if (operation.name !== 'why') return false;
  const figure = parseText(operation.arguments.of, { surface: 'slash', today: '2026-01-01' });
  return 'metrics' in figure && isGrounded(figure, asked);
}

/** Words with their hyphenated parts apart: `agent-42's` is `agent`, `42`. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b/gu, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

interface WithSubject {
  readonly dataset: string;
  readonly subject: string;
}

function mentionsSubject(intent: WithSubject, { text, context }: Asked): boolean {
  const words = subjectWords(intent);
  if (words.length === 0) return false;
  if (positionOf(words, wordsOf(text)) !== -1) return true;
  return isSubjectOf(context, intent);
}

const isSubjectOf = (context: Asked['context'], { subject }: WithSubject): boolean =>
  context !== undefined &&
  'subject' in context &&
  context.subject !== undefined &&
  context.subject.toLowerCase() === subject.toLowerCase();

/** An id is told by what follows its prefix: "agent 42", "agent-42" and "#42" are the same. */
function subjectWords({ dataset, subject }: WithSubject): string[] {
  const prefix = idPrefixes(datasetNamed(dataset)).find((each) => subject.startsWith(each)) ?? '';
  return wordsOf(prefix !== '' && subject.startsWith(prefix) ? subject.slice(prefix.length) : subject);
}

/** Where words stand in a text in this order, one after the other. */
function positionOf(words: readonly string[], text: readonly string[]): number {
  return text.findIndex((_, at) => words.every((word, index) => text[at + index] === word));
}

function withoutSubject({ text, context }: Asked, intent: WithSubject): string {
  const words = subjectWords(intent);
  if (words.length === 0 || isSubjectOf(context, intent)) return text;
  const pattern = words.join('[^\\p{L}\\p{N}]+');
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}]|\\.\\d)`, 'iu');
  return text.normalize('NFKC').replace(alone, ' ');
}

/** One, for "the best agent", and the length that a ranking has when nobody says. */
function hasGroundedLimit(limit: number, { text, context }: Asked): boolean {
  const before = context?.kind === 'ranking' ? context.limit : undefined;
  return [1, rankingLimit.default, before].includes(limit) || mentionsNumber(text, limit);
}

interface WithFilters {
  readonly dataset: string;
  readonly filters: readonly Filter[];
}

function hasGroundedFilters(intent: WithFilters, { text, context }: Asked): boolean {
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
const timeWords =
  /\b(?:today|yesterday|days?|weeks?|fortnights?|months?|quarters?|q[1-4]|years?|ytd|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b/iu;

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
