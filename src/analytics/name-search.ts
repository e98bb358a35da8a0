import type { NamedMember, NameHits } from './analytics.ts';
import { foldName } from './fold-name.ts';

/** What of a text is looked for in folded names. */
export interface NameSearch {
  /** The whole of it. */
  readonly whole: string;
  /** What words of a name must begin with, all of them. */
  readonly words: readonly string[];
  /** Their first three letters, where they are that long: enough to catch a slip near a word's end. */
  readonly starts: readonly string[];
}

const startLength = 3;

/** The search for a text; undefined for one without a letter or digit. */
export function nameSearch(text: string): NameSearch | undefined {
  const whole = foldName(text);
  if (whole === '') return undefined;
  const words = whole.split(' ');
  const starts = words.map((word) => Array.from(word)).filter((letters) => letters.length >= startLength);
  return { whole, words, starts: starts.map((letters) => letters.slice(0, startLength).join('')) };
}

/** Whom of everyone a text names: the plain truth. @see Analytics.findByName */
export function searchNames(everyone: readonly NamedMember[], text: string, limit: number): NameHits {
  const search = nameSearch(text);
  if (search === undefined) return { hits: [], total: 0, near: [] };
  const people = everyone
    .map((member) => ({ member, folded: foldName(member.name) }))
    .sort((a, b) => order(a.folded, b.folded) || order(a.member.id, b.member.id));
  const whole = people.filter(({ folded }) => folded === search.whole);
  const hits = whole.length > 0 ? whole : people.filter(({ folded }) => matches(folded, search.words));
  const first = (chosen: typeof people): NamedMember[] => chosen.slice(0, limit).map(({ member }) => member);
  return { hits: first(hits), total: hits.length, near: hits.length > 0 ? [] : first(nearest(people, search)) };
}

function nearest<P extends { readonly folded: string }>(people: readonly P[], { starts }: NameSearch): P[] {
  return people
    .map((person) => ({ person, score: starts.filter((start) => matches(person.folded, [start])).length }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ person }) => person);
}

/** Whether some word of the name begins with each of the words. */
function matches(folded: string, words: readonly string[]): boolean {
  const spaced = ` ${folded}`;
  return words.every((word) => spaced.includes(` ${word}`));
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
