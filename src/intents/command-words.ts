import type { Dataset } from '../catalog/define-dataset.ts';
import { idPrefixes, isTime, isValued } from '../catalog/derive/attribute-names.ts';
import { phraseOf } from '../catalog/derive/vocabulary.ts';
import type { Filter } from './filter.ts';
import { lexiconOf } from './grammar/lexicon.ts';

/** Filters as a command says them, one phrase a filter. */
export function conditions(dataset: Dataset, filters: readonly Filter[]): readonly string[] {
  return filters.map((filter) => condition(dataset, filter));
}

function condition(dataset: Dataset, filter: Filter): string {
  const values = (separator: string): string =>
    'values' in filter ? filter.values.map((value) => valuePhrase(dataset, filter.field, value)).join(separator) : '';
  switch (filter.op) {
    case 'in':
      return values(' or ');
    case 'has':
      return `using ${values(' and ')}`;
    case 'since':
    case 'before':
      return `${timeWord(dataset, filter.field, 'presence')} ${filter.op} ${filter.value}`;
    case 'withinDays':
      return `${timeWord(dataset, filter.field, 'presence')} within ${filter.value} days`;
    case 'olderThanDays':
      return olderThan(dataset, filter.field, filter.value);
    default:
      return `with ${ownPhrase(dataset, filter.field)} ${filter.op} ${filter.value}`;
  }
}

function olderThan(dataset: Dataset, field: string, days: number): string {
  const attribute = dataset.attributes[field];
  const absence = isTime(attribute) ? attribute.absence[0] : undefined;
  if (absence !== undefined) return `${absence} for ${days} days`;
  return `${timeWord(dataset, field, 'presence')} over ${days} days ago`;
}

function timeWord(dataset: Dataset, field: string, sense: 'presence' | 'absence'): string {
  const attribute = dataset.attributes[field];
  return (isTime(attribute) ? attribute[sense][0] : undefined) ?? ownPhrase(dataset, field);
}

/** What an attribute is called in a command: its label. */
export const ownPhrase = (dataset: Dataset, name: string): string => phraseOf(dataset.attributes[name]?.label ?? name);

/** The first phrase of a value that means nothing else and needs no noun beside it. */
export function valuePhrase(dataset: Dataset, field: string, value: string): string {
  const attribute = dataset.attributes[field];
  if (!isValued(attribute)) return value;
  const { label = value, words = [] } = attribute.values[value] ?? {};
  const { phrases } = lexiconOf(dataset);
  const isClear = (phrase: string): boolean => {
    const content = phrases.get(phrase)?.content;
    return content?.kind === 'value' && content.field === field && content.value === value;
  };
  return [label, ...words, value].map(phraseOf).find(isClear) ?? value;
}

/** A member as a command names one: an id as it stands, anything else in quotes. */
export function subjectWord(subject: string, ...of: readonly Dataset[]): string {
  const isId = of.flatMap(idPrefixes).some((prefix) => {
    const own = subject.startsWith(prefix) ? subject.slice(prefix.length) : '';
    return /^\d+$/u.test(own) || (prefix.endsWith('_') && /^[a-z\d]+(?:[_-][a-z\d]+)*$/u.test(own));
  });
  return isId ? subject : `"${subject.replace(/[\\"]/gu, '\\$&')}"`;
}
