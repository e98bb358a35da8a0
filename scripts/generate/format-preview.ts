import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { valueLabel } from '../../src/catalog/derive/attribute-names.ts';
import { formatMetric } from '../../src/catalog/derive/format.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { formatTable } from './format-table.ts';
import type { GeneratedDataset } from './generated-dataset.ts';

/** A few members as a table: who they are and what matters most about them. */
export function formatPreview(
  { dataset, preview: { described, measured } }: Pick<GeneratedDataset, 'dataset' | 'preview'>,
  members: readonly AnyItem[],
): string {
  const headings = [...described, ...measured].map((name) => labelOf(dataset, name));
  const rows = members.map((item) => [
    ...described.map((name) => valueLabel(dataset, name, String(item[name]))),
    ...measured.map((name) => formatMetric(dataset, name, Number(item[name]))),
  ]);
  return formatTable(
    headings,
    rows,
    measured.map((_, index) => described.length + index),
  );
}

const labelOf = ({ attributes }: Dataset, name: string): string => attributes[name]?.label ?? name;
