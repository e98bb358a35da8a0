import type { DatasetName } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Filter } from '../filter.ts';
import type { ClearIntent, Statistic, UnclearReason } from '../intent.ts';
import type { Lexicon } from './lexicon.ts';
import type { Piece } from './pieces.ts';
import type { TimeSaid } from './times-said.ts';

/** A way to make a question whole: the filters to add, in place of all else that is said about some attributes. */
export interface Alternative {
  readonly add: readonly Filter[];
  readonly drop: readonly string[];
  /** A metric that is then a condition, and no longer asked for. */
  readonly unask?: string;
}

/** The same question with one filter, in place of any other on its attribute. */
export const insteadOf = (filter: Filter): Alternative => ({ add: [filter], drop: [filter.field] });

/** Why a question cannot be answered as it stands. */
export interface Problem {
  readonly reason: UnclearReason;
  readonly detail?: string;
  /** Ways of which each would make the question whole. */
  readonly alternatives?: readonly Alternative[];
  /** Readings that would make sense, nearest first. */
  readonly suggestions?: readonly ClearIntent[];
}

/** A filter with the place in the text where it was said. */
export interface PlacedFilter {
  readonly at: number;
  readonly filter: Filter;
  /** Said by an adjective of the metric alone, as in "at risk". */
  readonly fromState?: true;
}

/** A value that was named, and how. */
export interface NamedValue {
  readonly at: number;
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

export interface RankWish {
  readonly at: number;
  readonly order: 'highest' | 'lowest' | 'best' | 'worst' | 'fastest' | 'slowest' | 'unsaid';
  /** Said by "top" or "bottom", which may mean no more than the beginning of a list. */
  readonly end?: 'top' | 'bottom';
  /** Set by words such as "slowest to respond", which name the metric too. */
  readonly metric?: string;
}

/** What the rules have worked out so far of one text; each rule adds to it and takes pieces away. */
export interface Draft {
  readonly dataset: Dataset;
  readonly datasetName: DatasetName;
  readonly lexicon: Lexicon;
  /** ISO date of the asker's day. */
  readonly today: string;
  readonly pieces: Piece[];
  readonly metrics: string[];
  readonly filters: PlacedFilter[];
  readonly values: NamedValue[];
  /** Segments to part the figures by, in text order. */
  readonly by: string[];
  readonly problems: Problem[];
  /** The times that figures are asked of. */
  readonly times: TimeSaid[];
  /** Over how many days figures are asked. */
  over?: number;
  /** Whether nobody said how many. */
  isUsualOver: boolean;
  /** Against the figures of how many days ago. */
  against?: number;
  /** Something is to have changed, and it is not said what. */
  needsFigure: boolean;
  /** Whether the looking back of the question before is no longer wanted. */
  letsGo: boolean;
  statistic?: Statistic;
  limit?: number;
  rank?: RankWish;
  /** "Per agent": a sum is to be shared out. */
  perMember: boolean;
  wantsCount: boolean;
  wantsComparison: boolean;
  wantsSplit: boolean;
  /** Something is wanted for each value of a segment, as in "per tier". */
  splitsEach: boolean;
  /** What is said comes beside what was asked before, not in its place. */
  wantsMore: boolean;
  /** It begins like an answer to what was shown. */
  goesOn: boolean;
  /** The one figure that was asked for before: what a bare "below 30" is about. */
  readonly metricBefore: string | undefined;
  /** Places in the text where two things are set against each other. */
  readonly versusAt: number[];
  /** One value against everyone, as in "rookies vs fleet". */
  againstAll: boolean;
  /** One value against the other values of its segment. */
  againstOthers: boolean;
}

export function createDraft(
  dataset: Dataset,
  lexicon: Lexicon,
  today: string,
  pieces: Piece[],
  metricBefore?: string,
): Draft {
  return {
    dataset,
    // Drafts are made for datasets of the catalogue alone.
    datasetName: dataset.name as DatasetName,
    lexicon,
    today,
    pieces,
    metrics: [],
    filters: [],
    values: [],
    by: [],
    problems: [],
    times: [],
    isUsualOver: false,
    letsGo: false,
    needsFigure: false,
    versusAt: [],
    perMember: false,
    wantsCount: false,
    wantsComparison: false,
    wantsSplit: false,
    splitsEach: false,
    wantsMore: false,
    goesOn: false,
    metricBefore,
    againstAll: false,
    againstOthers: false,
  };
}
