import type {
  Attribute,
  Dataset,
  ListAttribute,
  MetricAttribute,
  SegmentAttribute,
  TextAttribute,
  TimeAttribute,
} from '../define-dataset.ts';

type OfKind<Kind extends Attribute['kind']> = Extract<Attribute, { kind: Kind }>;

/** The attributes of one kind, as pairs of name and declaration, in the order in which they are declared. */
export function attributesOfKind<Kind extends Attribute['kind']>(
  dataset: Dataset,
  kind: Kind,
): readonly (readonly [string, OfKind<Kind>])[] {
  return Object.entries(dataset.attributes).filter((entry): entry is [string, OfKind<Kind>] => entry[1].kind === kind);
}

/** The names of the attributes of one kind, in the order in which they are declared. */
export function namesOfKind(dataset: Dataset, kind: Attribute['kind']): readonly string[] {
  return attributesOfKind(dataset, kind).map(([name]) => name);
}

/** The name of the attribute that is the table's key. `defineDataset` saw to it that there is one. */
export function keyName(dataset: Dataset): string {
  return soleName(dataset, 'key');
}

/** The names of the attributes that together name one item: the key, and the table's sort key where there is one. */
export function keyNames(dataset: Dataset): readonly [string, ...string[]] {
  const { sortKey } = dataset.table;
  return [keyName(dataset), ...(sortKey === undefined ? [] : [sortKey])];
}

/** What every id of a dataset starts with, one of these. */
export function idPrefixes(dataset: Dataset): readonly [string, ...string[]] {
  const [key] = attributesOfKind(dataset, 'key');
  if (key === undefined) throw new Error(`Dataset ${dataset.name} has no key attribute`);
  return key[1].prefixes;
}

/** An id for examples. */
export function exampleId(dataset: Dataset): string {
  const [key] = attributesOfKind(dataset, 'key');
  return key?.[1].example ?? `${idPrefixes(dataset)[0]}42`;
}

/** The name of the attribute that holds a member's own name; undefined where members have ids alone. */
export function nameName(dataset: Dataset): string | undefined {
  return namesOfKind(dataset, 'name')[0];
}

export function metricNamed(dataset: Dataset, name: string): MetricAttribute {
  return named(dataset, name, 'metric');
}

export function segmentNamed(dataset: Dataset, name: string): SegmentAttribute {
  return named(dataset, name, 'segment');
}

/** An attribute whose values are declared, so that they have labels and words. */
export type ValuedAttribute = SegmentAttribute | TextAttribute | ListAttribute;

export function isValued(attribute: Attribute | undefined): attribute is ValuedAttribute {
  return attribute?.kind === 'segment' || attribute?.kind === 'text' || attribute?.kind === 'list';
}

/** An attribute of which everyone has one of a few values, so that people can be grouped by it. */
export type GroupingAttribute = SegmentAttribute | TextAttribute;

export function isGrouping(attribute: Attribute | undefined): attribute is GroupingAttribute {
  return attribute?.kind === 'segment' || attribute?.kind === 'text';
}

export function groupingNamed(dataset: Dataset, name: string): GroupingAttribute {
  const attribute = dataset.attributes[name];
  if (!isGrouping(attribute)) throw new Error(`Dataset ${dataset.name} cannot be grouped by ${name}`);
  return attribute;
}

export function isTime(attribute: Attribute | undefined): attribute is TimeAttribute {
  return attribute?.kind === 'time';
}

/** What people read for a value of an attribute: its declared label, or the value itself. */
export function valueLabel(dataset: Dataset, attributeName: string, value: string): string {
  const attribute = dataset.attributes[attributeName];
  return (isValued(attribute) ? attribute.values[value]?.label : undefined) ?? value;
}

function soleName(dataset: Dataset, kind: Attribute['kind']): string {
  const [name] = namesOfKind(dataset, kind);
  if (name === undefined) throw new Error(`Dataset ${dataset.name} has no ${kind} attribute`);
  return name;
}

function named<Kind extends Attribute['kind']>(dataset: Dataset, name: string, kind: Kind): OfKind<Kind> {
  const attribute = dataset.attributes[name];
  if (attribute?.kind !== kind) throw new Error(`Dataset ${dataset.name} has no ${kind} named ${name}`);
  return attribute as OfKind<Kind>;
}
