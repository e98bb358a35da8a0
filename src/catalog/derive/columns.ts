import type { Attribute, Dataset } from '../define-dataset.ts';

export type ColumnType = 'text' | 'number' | 'time' | 'texts';

/** One column of a dataset as an analytical read sees it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

const columnTypes: Readonly<Record<Exclude<Attribute['kind'], 'personal'>, ColumnType>> = {
  key: 'text',
  name: 'text',
  segment: 'text',
  text: 'text',
  metric: 'number',
  expiry: 'number',
  time: 'time',
  list: 'texts',
};

/**
 * The columns that aggregates may read: every attribute but the personal ones, which no
 * aggregate, ranking or list ever needs.
 */
export function analyticalColumns(dataset: Dataset): readonly Column[] {
  return Object.entries(dataset.attributes).flatMap(([name, { kind }]) =>
    kind === 'personal' ? [] : [{ name, type: columnTypes[kind] }],
  );
}
