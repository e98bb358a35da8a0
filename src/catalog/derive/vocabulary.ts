import type { Attribute, Dataset, MetricAttribute, TimeAttribute } from '../define-dataset.ts';
import { isValued, type ValuedAttribute } from './attribute-names.ts';
import { inflectionsOf } from './inflections.ts';

/** An attribute itself, named. */
type AttributeMeaning = {
  [Kind in Attribute['kind']]: { readonly kind: Kind; readonly name: string };
}[Attribute['kind']];

/** What a phrase stands for in a dataset. */
export type Meaning =
  | AttributeMeaning
  | { readonly kind: 'value'; readonly field: string; readonly value: string }
  | { readonly kind: 'presence'; readonly name: string }
  | { readonly kind: 'absence'; readonly name: string }
  | { readonly kind: 'superlative'; readonly metric: string; readonly order: 'highest' | 'lowest' }
  | { readonly kind: 'state'; readonly metric: string; readonly level: 'high' | 'low' | 'rising' | 'falling' }
  | { readonly kind: 'noun' };

/** One phrase that people type, and what it stands for. */
export interface Term {
  /** Lower-case words, one space apart. */
  readonly phrase: string;
  readonly meaning: Meaning;
  /** Whether the phrase was declared, and not worked out from another one (a plural, words run together). */
  readonly declared: boolean;
}

/** Where a phrase has several meanings, the first of these kinds wins: the more particular ones. */
const precedence: readonly Meaning['kind'][] = [
  'superlative',
  'state',
  'value',
  'metric',
  'absence',
  'presence',
  'noun',
];

const cache = new WeakMap<Dataset, readonly Term[]>();

/**
 * Every phrase that means something in a dataset, each once.
 *
 * Built once a dataset, from names, labels and words; plurals and other forms are worked out.
 */
export function vocabularyOf(dataset: Dataset): readonly Term[] {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const built = withInflections(declaredTerms(dataset));
  cache.set(dataset, built);
  return built;
}

/** A name or phrase as the lower-case words that people type: `churnRisk` → `churn risk`, `low-end` → `low end`. */
export function phraseOf(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu}|\d)/gu, '$1 $2')
    .toLowerCase()
    .replace(/(?<=\p{L})-(?=\p{L})|(?<=[\p{L}\d])_(?=[\p{L}\d])/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A phrase's words, and a name such as `lessThan1k` in one piece too. */
const phrasesOf = (text: string): readonly string[] =>
  /^\p{Ll}+\p{Lu}[\p{L}\d]*$/u.test(text) ? [phraseOf(text), text.toLowerCase()] : [phraseOf(text)];

function declaredTerms(dataset: Dataset): Map<string, Term> {
  const terms = new Map<string, Term>();
  const add = (meaning: Meaning, texts: readonly string[]): void => {
    for (const phrase of texts.flatMap(phrasesOf)) {
      const other = terms.get(phrase);
      if (other === undefined || rankOf(meaning) < rankOf(other.meaning)) {
        terms.set(phrase, { phrase, meaning, declared: true });
      }
    }
  };
  add({ kind: 'noun' }, [dataset.noun.one, dataset.noun.many, dataset.name, ...dataset.words]);
  for (const [name, attribute] of Object.entries(dataset.attributes)) {
    add({ kind: attribute.kind, name } as AttributeMeaning, [name, attribute.label, ...attribute.words]);
    if (isValued(attribute)) addValues(add, name, attribute);
    if (attribute.kind === 'metric') addAdjectives(add, name, attribute);
    if (attribute.kind === 'time') addSenses(add, name, attribute);
  }
  return terms;
}

type Add = (meaning: Meaning, texts: readonly string[]) => void;

function addValues(add: Add, field: string, attribute: ValuedAttribute): void {
  for (const [value, { label, words }] of Object.entries(attribute.values)) {
    add({ kind: 'value', field, value }, [value, label, ...words]);
  }
}

function addAdjectives(add: Add, metric: string, { superlatives = {}, states = {} }: MetricAttribute): void {
  for (const order of ['highest', 'lowest'] as const) {
    add({ kind: 'superlative', metric, order }, superlatives[order] ?? []);
  }
  for (const level of ['high', 'low', 'rising', 'falling'] as const)
    add({ kind: 'state', metric, level }, states[level] ?? []);
}

function addSenses(add: Add, name: string, attribute: TimeAttribute): void {
  add({ kind: 'presence', name }, attribute.presence);
  add({ kind: 'absence', name }, attribute.absence);
}

/** A worked-out form never takes the place of a declared phrase, nor of one worked out before it. */
function withInflections(declared: ReadonlyMap<string, Term>): readonly Term[] {
  const terms = new Map(declared);
  for (const { phrase, meaning } of declared.values()) {
    for (const form of inflectionsOf(phrase)) {
      if (!terms.has(form)) terms.set(form, { phrase: form, meaning, declared: false });
    }
  }
  return [...terms.values()];
}

function rankOf({ kind }: Meaning): number {
  const rank = precedence.indexOf(kind);
  return rank === -1 ? precedence.length : rank;
}
