import { datasets } from '../../catalog/catalog.ts';
import { idPrefixes } from '../../catalog/derive/attribute-names.ts';
import type { Question } from '../parser.ts';

type Asked = Pick<Question, 'text' | 'context'>;

/** Words with their hyphenated parts apart: `agent-42's` is `agent`, `42`. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b/gu, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

interface WithSubject {
  readonly subject: string;
}

/** Whether the asker named the member of an intent, or the question before was about that one. */
export function mentionsSubject(intent: WithSubject, { text, context }: Asked): boolean {
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
function subjectWords({ subject }: WithSubject): string[] {
  const prefix = datasets.flatMap(idPrefixes).find((each) => subject.startsWith(each)) ?? '';
  return wordsOf(subject.slice(prefix.length));
}

/** Where words stand in a text in this order, one after the other. */
function positionOf(words: readonly string[], text: readonly string[]): number {
  return text.findIndex((_, at) => words.every((word, index) => text[at + index] === word));
}

/** The asker's text without the member's id or name, whose digits are no figure. */
export function withoutSubject({ text, context }: Asked, intent: WithSubject): string {
  const words = subjectWords(intent);
  if (words.length === 0 || isSubjectOf(context, intent)) return text;
  const pattern = words.join('[^\\p{L}\\p{N}]+');
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}]|\\.\\d)`, 'iu');
  return text.normalize('NFKC').replace(alone, ' ');
}
