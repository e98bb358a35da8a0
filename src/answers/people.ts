import type { RankedMember } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, nameName, valueLabel } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Figure, PersonLine } from './answer.ts';

/** How many people a summary names. */
export const firstLook = 5;

/** A ranked member with what they are called. */
export interface KnownMember extends RankedMember {
  readonly name: string;
}

/** What a list says of each member besides a figure: the name and the traits. */
export function listedAttributes(dataset: Dataset): readonly string[] {
  const name = nameName(dataset);
  return name === undefined ? dataset.telling : [name, ...dataset.telling];
}

/** The members of a ranking that shows the `listedAttributes`, by name. */
export function knownMembers(dataset: Dataset, ranked: readonly RankedMember[]): KnownMember[] {
  return ranked.map((member) => ({ ...member, name: nameOf(dataset, member.item, member.id) }));
}

/** The name in a record, or the id where the record has none. */
export function nameOf(dataset: Dataset, item: AnyItem, id: string): string {
  const attribute = nameName(dataset);
  const name = attribute === undefined ? undefined : item[attribute];
  return typeof name === 'string' ? name : id;
}

/** A member among others to choose from, by name and id; by the id alone where that is all the name there is. */
export function choiceLabel({ id, name }: { readonly id: string; readonly name: string }): string {
  return name === id ? id : `${name} (${id})`;
}

/** The order that puts those who need a look first: the worse end of the metric's scale. */
export function worstFirst(dataset: Dataset, metric: string): 'highest' | 'lowest' {
  return metricNamed(dataset, metric).better === 'higher' ? 'lowest' : 'highest';
}

export function personLine(dataset: Dataset, metric: string, member: KnownMember): PersonLine {
  return {
    id: member.id,
    name: member.name,
    figure: memberFigure(dataset, metric, member.value),
    traits: traitsOf(dataset, member.item),
  };
}

/** One person's own value. */
export function memberFigure(dataset: Dataset, metric: string, value: number): Figure {
  const { label, unit } = metricNamed(dataset, metric);
  return { label, value, unit, n: 1 };
}

/** The segments that say most about a person: "Low engagement · Rookie · Luxury". */
export function traitsOf(dataset: Dataset, item: AnyItem): string {
  return dataset.telling.map((segment) => traitOf(dataset, segment, item)).join(' · ');
}

export function traitOf(dataset: Dataset, segment: string, item: AnyItem): string {
  const value = item[segment];
  return typeof value === 'string' ? valueLabel(dataset, segment, value) : 'Unknown';
}
