import type { Attribute, Dataset } from '../../catalog/define-dataset.ts';
import { isTime, isValued, keyName, namesOfKind, valueLabel } from '../../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { columnTitle, type Sheet, type SheetValue, sheetTime, timeTitle } from './sheet.ts';

interface MemberSheet {
  readonly dataset: Dataset;
  /** What there is a column for, in order. */
  readonly attributes: readonly string[];
  /** In the order of the rows. */
  readonly items: readonly AnyItem[];
  /** Whether the rows are numbered. */
  readonly ranked: boolean;
  readonly notes: readonly string[];
}

/** Members one below the other. */
export function memberSheet({ dataset, attributes, items, ranked, notes }: MemberSheet): Sheet {
  const columns = attributes.map((name) => titleOf(name, dataset.attributes[name]));
  return {
    columns: ranked ? ['Rank', ...columns] : columns,
    rows: items.map((item, index) => {
      const values = attributes.map((name) => sheetValue(dataset, name, item[name]));
      return ranked ? [index + 1, ...values] : values;
    }),
    notes,
  };
}

function titleOf(name: string, attribute: Attribute | undefined): string {
  const label = attribute?.label ?? name;
  if (isTime(attribute)) return timeTitle(label);
  return columnTitle(label, attribute?.kind === 'metric' ? attribute.unit : undefined);
}

/**
 * All that is known of a member in the order of columns: who it is, what was asked, what tells most, what they are,
 * since when, and then the rest. What is personal comes last, if at all.
 */
export function memberAttributes(dataset: Dataset, metrics: readonly string[], personal: boolean): readonly string[] {
  const ofKinds = (...kinds: readonly Attribute['kind'][]): string[] =>
    kinds.flatMap((kind) => namesOfKind(dataset, kind));
  return [
    ...new Set([
      keyName(dataset),
      ...ofKinds('name'),
      ...metrics,
      ...dataset.keyMetrics,
      ...ofKinds('segment', 'text', 'list', 'time', 'metric'),
      ...(personal ? ofKinds('personal') : []),
    ]),
  ];
}

function sheetValue(dataset: Dataset, name: string, value: AnyItem[string]): SheetValue {
  if (value === undefined) return null;
  if (typeof value === 'number') return value;
  if (isTime(dataset.attributes[name]) && typeof value === 'string') return sheetTime(value);
  if (!isValued(dataset.attributes[name])) return typeof value === 'string' ? value : value.join('; ');
  return [value]
    .flat()
    .map((each) => valueLabel(dataset, name, each))
    .join('; ');
}
