import type { Dataset } from '../catalog/define-dataset.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { KeyRange } from './key-query.ts';

/** One page of a read, already checked against the catalogue. */
export interface ReadPage {
  readonly items: readonly AnyItem[];
  /** The whole key of each of them as it is stored, which may hold a value that the catalogue does not allow. */
  readonly keys: readonly (readonly string[])[];
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

export interface ListOptions extends ReadOptions {
  /** The `cursor` of the page before, of the same list. */
  readonly cursor?: string;
  /** Which values of the attribute that sorts the list; all of them when left out. */
  readonly range?: KeyRange;
  /** Whether the list begins at its end: the highest, or the latest. */
  readonly descending?: boolean;
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
 * The record of one dataset: its access patterns, and a bulk load.
 *
 * @throws {AppError} each method: `repository.{missing_table,throttled,unavailable}` when the store cannot serve,
 *   `input.invalid` for what no table could answer
 */
export interface Repository {
  readonly dataset: Dataset;
  readonly tableName: string;
  /**
   * Every item, page after page. `parallel` reads that many segments of the table at once (default 1). `consistent`:
   * with all that was written before each page was asked for, at twice the price.
   */
  readAll(
    options: ReadOptions & { readonly parallel?: number; readonly consistent?: boolean },
  ): AsyncIterable<ReadPage>;
  /**
   * One page of a segment's members through the segment's index, ordered by what sorts that: the key, or a metric.
   * Members without that metric are not in the index.
   *
   * @throws {AppError} `input.invalid` when the cursor is not one of this very list
   */
  readSegment(segment: string, value: string, options: ListOptions): Promise<ReadPage>;
  /**
   * One page of an index of the table, by name: those whose partition key is `value`, ordered by its sort key.
   * Items without one of the two are not in the index.
   *
   * @throws {AppError} `input.invalid` for an index that the catalogue lacks, a range that does not fit its sort
   *   key, or a cursor that is not one of this very list
   */
  readIndex(index: string, value: string, options: ListOptions): Promise<ReadPage>;
  /** The item with that key, all its attributes; undefined when there is none. Of several with that id, the first. */
  find(id: string): Promise<AnyItem | undefined>;
  /** What `find` gives for each of the ids, in their order, read many at a time. */
  findMany(ids: readonly string[]): Promise<readonly (AnyItem | undefined)[]>;
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
