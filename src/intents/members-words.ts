import type { Dataset } from '../catalog/define-dataset.ts';
import { valueLabel } from '../catalog/derive/attribute-names.ts';
import { formatMetric } from '../catalog/derive/format.ts';
import { nounOf } from '../catalog/derive/nouns.ts';
import type { Filter } from './filter.ts';

/** The members that a question is about: "rookie, urban agents with NPS < 30", "students with health < 70". */
export function membersWords(dataset: Dataset, filters: readonly Filter[]): string {
  const before: string[] = [];
  const after: string[] = [];
  const noun = nounOf(dataset, filters);
  for (const filter of filters) {
    // The noun says it already.
    if (filter.field === dataset.nounsBy && noun !== dataset.noun) continue;
    if (filter.op === 'in')
      before.push(filter.values.map((value) => lower(valueLabel(dataset, filter.field, value))).join(' or '));
    else after.push(conditionWords(dataset, filter));
  }
  const adjectives = before.length === 0 ? '' : `${before.join(', ')} `;
  const conditions = after.length === 0 ? '' : ` ${listed(after)}`;
  return `${adjectives}${noun.many}${conditions}`;
}

function conditionWords(dataset: Dataset, filter: Exclude<Filter, { op: 'in' }>): string {
  const attribute = dataset.attributes[filter.field];
  const label = lower(attribute?.label ?? filter.field);
  switch (filter.op) {
    case 'has':
      return `using ${listed(filter.values.map((value) => lower(valueLabel(dataset, filter.field, value))))}`;
    case 'since':
      return `${label} since ${filter.value}`;
    case 'before':
      return `${label} before ${filter.value}`;
    case 'withinDays':
      return `${label} within the last ${filter.value} days`;
    case 'olderThanDays':
      return `${label} more than ${filter.value} days ago`;
    default:
      return `with ${label} ${filter.op} ${formatMetric(dataset, filter.field, filter.value)}`;
  }
}

/** "a, b and c" */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A label inside a sentence: "Churn risk" → "churn risk", "NPS" and "CRM sync" as they are. */
export const lower = (label: string): string =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
