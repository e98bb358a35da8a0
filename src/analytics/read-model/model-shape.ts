import type { Dataset } from '../../catalog/define-dataset.ts';
import { keyName, nameName } from '../../catalog/derive/attribute-names.ts';
import { analyticalColumns, type ColumnType } from '../../catalog/derive/columns.ts';

/** Raise it when the same columns come to hold something else, so that files of before are built anew. */
const version = 1;

/** The table of a model's file that holds the members. */
export const membersTable = 'members';

/** Beside the attributes: the name as names are compared. No attribute of DynamoDB's users starts like this. */
export const foldedNameColumn = '_folded_name';

/** Times are milliseconds since 1970; whatever the record lacks, or holds in a way the catalogue forbids, is NULL. */
const sqlTypes = { text: 'VARCHAR', number: 'DOUBLE', time: 'BIGINT', texts: 'VARCHAR[]' } as const satisfies Readonly<
  Record<ColumnType, string>
>;

export interface ModelColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** What the read model of a dataset looks like, worked out from the catalogue. */
export interface ModelShape {
  readonly dataset: Dataset;
  /** The attributes; personal ones are not among them. */
  readonly columns: readonly ModelColumn[];
  /** The columns that name a member. */
  readonly key: readonly string[];
  /** The attribute that is also kept folded; absent where members have no names. */
  readonly name?: string;
  /** Differs whenever a file of another shape cannot be gone on with. */
  readonly fingerprint: string;
}

export function modelShape(dataset: Dataset): ModelShape {
  const columns = analyticalColumns(dataset);
  const { sortKey } = dataset.table;
  const name = nameName(dataset);
  const key = [keyName(dataset), ...(sortKey === undefined ? [] : [sortKey])];
  return {
    dataset,
    columns,
    key,
    ...(name === undefined ? {} : { name }),
    fingerprint: JSON.stringify([
      version,
      dataset.name,
      key,
      columns.map((column) => [column.name, column.type]),
      name,
    ]),
  };
}

/** The columns of the members' table, as SQL declares them. */
export function columnDeclarations({ columns, name }: ModelShape): readonly string[] {
  const attributes = columns.map((column) => `${quoted(column.name)} ${sqlTypes[column.type]}`);
  return name === undefined ? attributes : [...attributes, `${quoted(foldedNameColumn)} VARCHAR`];
}

/** An identifier as SQL takes it. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
