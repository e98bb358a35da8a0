import type { Dataset } from '../define-dataset.ts';
import { valueLabel } from './attribute-names.ts';
import { pluralOf } from './inflections.ts';
import { phraseOf } from './vocabulary.ts';

/** What one member of a group is called, and several: lower case. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** One condition on members: the values of a segment that it lets in. */
interface Condition {
  readonly field: string;
  readonly op: string;
  readonly values?: readonly string[];
}

/**
 * What members that fit all conditions are called: "students", where the dataset is named by what they are and one
 * kind of them is meant; else what the dataset calls all of them.
 */
export function nounOf(dataset: Dataset, conditions: readonly Condition[] = []): Noun {
  const kinds = conditions.filter(({ field, op }) => field === dataset.nounsBy && op === 'in');
  const [kind] = kinds;
  if (kind?.values === undefined || kinds.length > 1) return dataset.noun;
  const ones = kind.values.map((value) => phraseOf(valueLabel(dataset, kind.field, value)));
  return { one: ones.join(' or '), many: ones.map(pluralOf).join(' and ') };
}
