import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { isInRange, type KeyQuery } from './key-query.ts';

/** Where a page of a list ended: its `LastEvaluatedKey`. */
export type ListPosition = Readonly<Record<string, string | number>>;

/** DynamoDB's limit for a key, in bytes; as base64 of JSON that is well below this many characters. */
const cursorLimit = 12_000;

/** The opaque form of a position. */
export function encodeCursor(position: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position that a cursor stands for.
 *
 * It comes back from outside, so it must be one that we could have given for this very list: a cursor
 * never leads a reader into another partition, range or table.
 *
 * @throws {AppError} `input.invalid` when it is forged, garbled, or from another list
 */
export function decodeCursor(cursor: string, list: KeyQuery): ListPosition {
  try {
    if (cursor.length > cursorLimit) throw new Error('too long');
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding skips what is no base64; a cursor of ours holds nothing to skip.
    if (bytes.toString('base64url') !== cursor) throw new Error('not base64url');
    return positionSchema(list).parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new AppError('input.invalid', 'a cursor does not belong to this list', {
      details: { partition: list.key.partitionKey },
      cause,
    });
  }
}

function positionSchema({ key, value, range, positionKeys, numberKeys }: KeyQuery): z.ZodType<ListPosition> {
  const schemaOf = (name: string): z.ZodType<string | number> => {
    if (name === key.partitionKey) return z.literal(value);
    const schema: z.ZodType<string | number> = numberKeys.includes(name) ? z.number() : z.string().min(1).max(2_048);
    return range !== undefined && name === key.sortKey ? schema.refine((at) => isInRange(at, range)) : schema;
  };
  return z.strictObject(Object.fromEntries(positionKeys.map((name) => [name, schemaOf(name)])));
}
