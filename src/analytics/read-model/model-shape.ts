import type { Dataset } from '../../catalog/define-dataset.ts';
import { keyNames, nameName } from '../../catalog/derive/attribute-names.ts';
import { analyticalColumns, type ColumnType } from '../../catalog/derive/columns.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';

/** Raise it when the same columns come to hold something else, so that files of before are built anew. */
const version = 2;

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

/** A part of a member's key. */
export interface KeyPart {
  readonly attribute: string;
  /** The column that holds it as it is stored: one of its own where the attribute's holds only what is declared. */
  readonly column: string;
}

/** What the read model of a dataset looks like, worked out from the catalogue. */
export interface ModelShape {
  readonly dataset: Dataset;
  /** The attributes; personal ones are not among them. */
  readonly columns: readonly ModelColumn[];
  /** What names a member, in the order of the table's key. */
  readonly key: readonly KeyPart[];
  /** The attribute that is also kept folded; absent where members have no names. */
  readonly name?: string;
  /** Differs whenever a file of another shape cannot be gone on with. */
  readonly fingerprint: string;
}

export function modelShape(dataset: Dataset): ModelShape {
  const columns = analyticalColumns(dataset);
  const name = nameName(dataset);
  const key = keyNames(dataset).map((attribute): KeyPart => {
    const isFree = dataset.attributes[attribute]?.kind === 'key';
    return { attribute, column: isFree ? attribute : `_key_${attribute}` };
  });
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
export function columnDeclarations(shape: ModelShape): readonly string[] {
  const { columns, name } = shape;
  const own = [...(name === undefined ? [] : [foldedNameColumn]), ...ownKeyParts(shape).map(({ column }) => column)];
  return [
    ...columns.map((column) => `${quoted(column.name)} ${sqlTypes[column.type]}`),
    ...own.map((column) => `${quoted(column)} VARCHAR`),
  ];
}

/** The parts of the key that have a column of their own. */
export function ownKeyParts({ key }: ModelShape): readonly KeyPart[] {
  return key.filter(({ attribute, column }) => attribute !== column);
}

/** The key of a member that is whole; undefined where a part of it is missing, or not allowed. */
export function keyOf({ key }: ModelShape, item: AnyItem): readonly string[] | undefined {
  const parts = key.map(({ attribute }) => item[attribute]);
  return parts.every((part) => typeof part === 'string') ? parts : undefined;
}

/** An identifier as SQL takes it. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
