import { ApiError } from './api-error.ts';

/**
 * One page of a list, and the cursor of the next.
 *
 * @throws {ApiError} `invalid_cursor`
 */
export function paginate<Item>(
  items: readonly Item[],
  limit: number,
  cursor: string | undefined,
): { readonly page: readonly Item[]; readonly nextCursor: string } {
  const offset = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('offset:', '')) : 0;
  if (!Number.isInteger(offset) || offset < 0) throw new ApiError('invalid_cursor');
  const end = offset + limit;
  const nextCursor = end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : '';
  return { page: items.slice(offset, end), nextCursor };
}
