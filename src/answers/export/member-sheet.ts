import type { Attribute, Dataset } from '../../catalog/define-dataset.ts';
import { isValued, keyName, namesOfKind, valueLabel } from '../../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { columnTitle, type Sheet, type SheetValue } from './sheet.ts';

interface MemberSheet {
  readonly dataset: Dataset;
  /** The metrics that were asked for, which come first. */
  readonly metrics: readonly string[];
  /** Whole records, in the order of the rows. */
  readonly items: readonly AnyItem[];
  /** Whether the rows are numbered. */
  readonly ranked: boolean;
  /** Whether what is about private people is to be in it. */
  readonly personal: boolean;
  readonly notes: readonly string[];
}

/** Members one below the other, with all that the record says of each; what is personal comes last. */
export function memberSheet({ dataset, metrics, items, ranked, personal, notes }: MemberSheet): Sheet {
  const names = attributesInOrder(dataset, metrics, personal);
  const columns = names.map((name) => {
    const attribute = dataset.attributes[name];
    return columnTitle(attribute?.label ?? name, attribute?.kind === 'metric' ? attribute.unit : undefined);
  });
  return {
    columns: ranked ? ['Rank', ...columns] : columns,
    rows: items.map((item, index) => {
      const values = names.map((name) => sheetValue(dataset, name, item[name]));
      return ranked ? [index + 1, ...values] : values;
    }),
    notes,
  };
}

/** Who it is, what was asked, what tells most, what they are, since when, and then the rest. */
function attributesInOrder(dataset: Dataset, metrics: readonly string[], personal: boolean): readonly string[] {
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
  if (!isValued(dataset.attributes[name])) return typeof value === 'string' ? value : value.join('; ');
  return [value]
    .flat()
    .map((each) => valueLabel(dataset, name, each))
    .join('; ');
}
