import type { RawItem } from '../item-reader.ts';

/** An attribute as DynamoDB tells it: `{S: 'stu_4532'}`. In a Lambda event binary values are base64 texts. */
export interface StoredAttribute {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly B?: Uint8Array | string | undefined;
  readonly BOOL?: boolean | undefined;
  readonly NULL?: boolean | undefined;
  readonly SS?: readonly string[] | undefined;
  readonly NS?: readonly string[] | undefined;
  readonly BS?: readonly (Uint8Array | string)[] | undefined;
  readonly L?: readonly StoredAttribute[] | undefined;
  readonly M?: StoredAttributes | undefined;
}

export interface StoredAttributes {
  readonly [name: string]: StoredAttribute;
}

/** An item as the document client would have read it: numbers as JavaScript numbers, sets as sets. */
export function readAttributes(attributes: StoredAttributes): RawItem {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, readAttribute(value)]));
}

function readAttribute(value: StoredAttribute): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.M !== undefined) return readAttributes(value.M);
  if (value.L !== undefined) return value.L.map(readAttribute);
  if (value.SS !== undefined) return new Set(value.SS);
  if (value.NS !== undefined) return new Set(value.NS.map(Number));
  if (value.B !== undefined) return readBinary(value.B);
  if (value.BS !== undefined) return new Set(value.BS.map(readBinary));
  return undefined;
}

function readBinary(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : value;
}
