import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Filter } from '../intents/filter.ts';
import type { StatisticName, Statistics } from './statistics.ts';

export interface RankRequest {
  readonly metric: string;
  readonly order: 'highest' | 'lowest';
  /** Counted from 0. */
  readonly offset: number;
  readonly limit: number;
  /** The attributes wanted of those who are named, besides their key. Personal ones cannot be had here. */
  readonly show: readonly string[];
}

/** A statistic of a metric: one figure of any group. */
export interface MetricStatistic {
  readonly metric: string;
  readonly statistic: StatisticName;
}

/**
 * The figures that are wanted of each part of a result; the others are null, and how many have the metric is always
 * told. Quantiles are what costs time.
 */
export interface WantedStatistics {
  readonly selection: readonly MetricStatistic[];
  readonly fleet: readonly MetricStatistic[];
  readonly groups: readonly MetricStatistic[];
}

/**
 * All that one answer needs of the fleet, in one request, so that one pass can serve it.
 */
export interface AnalyticsRequest {
  /** Who is selected; none means everyone. */
  readonly filters: readonly Filter[];
  /** The metrics whose statistics are wanted. */
  readonly metrics: readonly string[];
  /** Which statistics of those metrics; all of them, of every part, where left out. */
  readonly statistics?: WantedStatistics;
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
  /** The key and what else was to be shown, as far as it is known. */
  readonly item: AnyItem;
}

/** Why the record was read in the place of its fast copy: that is being filled, lags too far, or cannot be used. */
export type StandInReason = 'filling' | 'behind' | 'unavailable';

/** How a result came about. */
export interface ReadCost {
  readonly source: string;
  /** How many items were looked at. */
  readonly itemsRead: number;
  /** What DynamoDB charges for it; none for a read of the fast copy. */
  readonly readUnits: number;
  /** Of the items looked at, those without a readable value of something that was asked for. */
  readonly unreadable: number;
  /** ISO time: the figures are true of a moment not before it. */
  readonly asOf: string;
  readonly tookMs: number;
  /** Present where this is not the source that usually answers. */
  readonly standIn?: StandInReason;
}

/** Members with the same value of a segment; `value` is undefined for those without one. */
export type ValueGroup = Group & { readonly value: string | undefined };

export interface AnalyticsResult {
  readonly selection: Group;
  /** Present when it was asked for. */
  readonly fleet?: Group;
  /** By segment of the request: one group a value that occurs. */
  readonly groups: Readonly<Record<string, readonly ValueGroup[]>>;
  /** In order; equal values by key. */
  readonly ranked: readonly RankedMember[];
  /** How many members could be ranked: those who have the metric. */
  readonly rankable: number;
  readonly cost: ReadCost;
}

/** Somebody by name. */
export interface NamedMember {
  readonly id: string;
  readonly name: string;
}

/** Whom a name fits. */
export interface NameHits {
  /** The first of them, by name and then by id. */
  readonly hits: readonly NamedMember[];
  /** How many it fits. */
  readonly total: number;
  /** Where it fits nobody: those with a name that begins alike, the most alike first. */
  readonly near: readonly NamedMember[];
}

/**
 * Aggregates over one dataset.
 *
 * @throws {AppError} `repository.*` when the record cannot be read; `input.invalid` for a field that the dataset
 *   lacks, or that cannot be asked for in that way
 */
export interface Analytics {
  run(request: AnalyticsRequest): Promise<AnalyticsResult>;
  /**
   * Whose name a text is, or whose names have words that begin with each of its words: a whole name wins over part
   * of one; capitals, accents and punctuation do not count.
   *
   * @param limit how many hits, and how many near ones, at most
   */
  findByName(text: string, limit: number): Promise<NameHits>;
}
