import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

/** Where a page of a segment ended. */
export type SegmentPosition = Readonly<Record<string, string>>;

/** DynamoDB's limit for a key, in bytes; as base64 of JSON that is well below this many characters. */
const cursorLimit = 8_000;

/** The opaque form of a position (a `LastEvaluatedKey`). */
export function encodeCursor(position: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position that a cursor stands for.
 *
 * It comes back from outside, so it must be one that we could have given for this very segment: a cursor
 * never leads a reader into another segment or table.
 *
 * @throws {AppError} `input.invalid` when it is forged, garbled, or from another segment
 */
export function decodeCursor(
  cursor: string,
  expected: { readonly keyName: string; readonly segment: string; readonly value: string },
): SegmentPosition {
  const positionSchema = z.strictObject({
    [expected.keyName]: z.string().min(1).max(2_048),
    [expected.segment]: z.literal(expected.value),
  });
  try {
    if (cursor.length > cursorLimit) throw new Error('too long');
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding skips what is no base64; a cursor of ours holds nothing to skip.
    if (bytes.toString('base64url') !== cursor) throw new Error('not base64url');
    return positionSchema.parse(JSON.parse(bytes.toString('utf8'))) as SegmentPosition;
  } catch (cause) {
    throw new AppError('input.invalid', 'a cursor does not belong to this list', {
      details: { segment: expected.segment },
      cause,
    });
  }
}
