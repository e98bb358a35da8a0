import type { TableDefinition } from '../catalog/derive/table-definition.ts';
import { AppError } from '../errors/app-error.ts';

/** Which part of a key's sorted list is wanted. Texts compare by their bytes, so that ISO times of one form compare as times. */
export interface KeyRange {
  readonly op: '<' | '<=' | '=' | '>=' | '>' | 'beginsWith';
  readonly value: string | number;
}

/** A partition of a table or index, or a part of it. */
export interface KeyQuery {
  /** The partition and what sorts it. */
  readonly key: { readonly partitionKey: string; readonly sortKey?: string };
  readonly value: string;
  readonly range?: KeyRange | undefined;
  /** Every attribute of a position in this list: a `LastEvaluatedKey` holds all of them. */
  readonly positionKeys: readonly string[];
  /** Those of them that are numbers. */
  readonly numberKeys: readonly string[];
}

/**
 * The list that is read: one partition of an index, or of the table itself where no index is named.
 *
 * @throws {AppError} `input.invalid` for an index that the table's definition lacks, or a range that cannot be
 */
export function keyQuery(
  definition: TableDefinition,
  index: string | undefined,
  value: string,
  range?: KeyRange,
): KeyQuery {
  const key = index === undefined ? definition : definition.indexes.find(({ name }) => name === index);
  if (key === undefined) throw new AppError('input.invalid', `${definition.name} has no index ${index}`);
  const keys = [key.partitionKey, key.sortKey, definition.partitionKey, definition.sortKey];
  const positionKeys = [...new Set(keys)].filter((name) => name !== undefined);
  const numberKeys = (definition.numberKeys ?? []).filter((name) => positionKeys.includes(name));
  if (range !== undefined) requireFitting(range, key, numberKeys);
  return { key, value, range, positionKeys, numberKeys };
}

function requireFitting({ op, value }: KeyRange, { sortKey }: KeyQuery['key'], numberKeys: readonly string[]): void {
  const isNumber = typeof value === 'number';
  const fits =
    sortKey !== undefined &&
    isNumber === numberKeys.includes(sortKey) &&
    (isNumber ? Number.isFinite(value) && op !== 'beginsWith' : value !== '');
  if (!fits) throw new AppError('input.invalid', `there is no ${sortKey ?? 'sort key'} ${op} ${value} to read by`);
}

/** The parameters of a Query for it; `placeholder` names an attribute in expressions. */
export function keyConditions(
  { key, value, range }: KeyQuery,
  placeholder: (name: string) => string,
): { readonly KeyConditionExpression: string; readonly ExpressionAttributeValues: Readonly<Record<string, unknown>> } {
  const partition = `${placeholder(key.partitionKey)} = :value`;
  if (range === undefined || key.sortKey === undefined) {
    return { KeyConditionExpression: partition, ExpressionAttributeValues: { ':value': value } };
  }
  const sort = placeholder(key.sortKey);
  const condition = range.op === 'beginsWith' ? `begins_with(${sort}, :range)` : `${sort} ${range.op} :range`;
  return {
    KeyConditionExpression: `${partition} AND ${condition}`,
    ExpressionAttributeValues: { ':value': value, ':range': range.value },
  };
}

/** Whether a value of the sort key lies in the range. */
export function isInRange(value: string | number, { op, value: bound }: KeyRange): boolean {
  if (op === 'beginsWith') return String(value).startsWith(String(bound));
  const order = typeof value === 'number' && typeof bound === 'number' ? value - bound : compareBytes(value, bound);
  return { '<': order < 0, '<=': order <= 0, '=': order === 0, '>=': order >= 0, '>': order > 0 }[op];
}

const compareBytes = (one: string | number, other: string | number): number =>
  Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
