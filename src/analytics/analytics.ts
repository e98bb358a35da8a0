import type { Filter } from '../intents/filter.ts';
import type { Statistics } from './statistics.ts';

export interface RankRequest {
  readonly metric: string;
  readonly order: 'highest' | 'lowest';
  /** Counted from 0. */
  readonly offset: number;
  readonly limit: number;
}

/**
 * All that one answer needs of the fleet, in one request, so that one pass can serve it.
 */
export interface AnalyticsRequest {
  /** Who is selected; none means everyone. */
  readonly filters: readonly Filter[];
  /** The metrics whose statistics are wanted. */
  readonly metrics: readonly string[];
  /** Whether the same statistics over everyone are wanted too. */
  readonly fleet: boolean;
  /** The segments by which the selection is to be broken down, each on its own. */
  readonly by?: readonly string[];
  /** Whom of the selection to name, by one metric. */
  readonly rank?: RankRequest;
}

export interface Group {
  readonly count: number;
  /** By metric name, for each metric of the request. */
  readonly statistics: Readonly<Record<string, Statistics>>;
}

export interface RankedMember {
  readonly id: string;
  readonly value: number;
}

/** How a result came about. */
export interface ReadCost {
  readonly source: string;
  readonly itemsRead: number;
  readonly readUnits: number;
  readonly unreadable: number;
  /** ISO time: the figures are true of a moment not before it. */
  readonly asOf: string;
  readonly tookMs: number;
}

/** Members with the same value of a segment; `value` is undefined for those without one. */
export type ValueGroup = Group & { readonly value: string | undefined };

export interface AnalyticsResult {
  readonly selection: Group;
  /** Present when it was asked for. */
  readonly fleet?: Group;
  /** By segment of the request: one group a value that occurs. */
  readonly groups: Readonly<Record<string, readonly ValueGroup[]>>;
  /** In order; equal values by id. */
  readonly ranked: readonly RankedMember[];
  /** How many members could be ranked: those who have the metric. */
  readonly rankable: number;
  readonly cost: ReadCost;
}

/** Aggregates over one dataset. @throws {AppError} `repository.*` when the record cannot be read */
export interface Analytics {
  run(request: AnalyticsRequest): Promise<AnalyticsResult>;
}
