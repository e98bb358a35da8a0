import type { Dataset } from '../catalog/define-dataset.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';

/** One page of a read, already checked against the catalogue. */
export interface ReadPage {
  readonly items: readonly AnyItem[];
  /** Items that hold a value that the catalogue does not allow; such values are left out of `items`. */
  readonly unreadable: number;
  /** Read capacity units that the page cost. */
  readonly readUnits: number;
  /** Opaque; give it back to get the next page. Absent on the last one. */
  readonly cursor?: string;
}

export interface ReadOptions {
  /** The attributes to read; the key is always there. */
  readonly attributes: readonly string[];
  /** Items a page. */
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

/** One metric's change, with the value that the person saw before it. */
export interface MetricChange {
  readonly metric: string;
  readonly from: number;
  readonly to: number;
}

export interface LoadProgress {
  readonly written: number;
  readonly total: number;
}

/**
 * The record of one dataset: its four access patterns, and a bulk load.
 *
 * @throws {AppError} each method: `repository.{missing_table,throttled,unavailable}` when the store cannot serve,
 *   `input.invalid` for what no table could answer
 */
export interface Repository {
  readonly dataset: Dataset;
  readonly tableName: string;
  /** Every item, page after page. `parallel` reads that many segments of the table at once (default 1). */
  readAll(options: ReadOptions & { readonly parallel?: number }): AsyncIterable<ReadPage>;
  /**
   * One page of a segment's members through the segment's index, ordered by key.
   *
   * @throws {AppError} `input.invalid` when the cursor is not one of this very list
   */
  readSegment(segment: string, value: string, options: ReadOptions & { readonly cursor?: string }): Promise<ReadPage>;
  /** The item with that key, all its attributes; undefined when there is none. */
  find(id: string): Promise<AnyItem | undefined>;
  /**
   * Sets metrics whose values are still what the person saw, and returns the whole item as it is then.
   *
   * @throws {AppError} `repository.invalid`, `repository.not_found`, or `repository.conflict` with
   *   `{metric, expected, actual}` in its details
   */
  update(id: string, changes: readonly MetricChange[]): Promise<AnyItem>;
  /**
   * Writes whole items, replacing any of the same key.
   *
   * @throws {AppError} with `{written, total}` in its details; `repository.invalid` when nothing was tried
   */
  load(
    items: readonly AnyItem[],
    options?: { readonly onProgress?: (progress: LoadProgress) => void; readonly signal?: AbortSignal },
  ): Promise<void>;
}
