import type { Row } from '../rows.ts';

/** One kind of question through the read model and through the repository; times in milliseconds. */
export interface QuestionResult {
  readonly name: string;
  readonly model: Side;
  /** Absent where only the read model was filled. */
  readonly repository?: Side & { readonly items: number; readonly readUnits: number };
  /** How many times as long the repository took, by p50. */
  readonly ratio?: number;
}

interface Side {
  readonly p50: number;
  readonly p99: number;
  readonly runs: number;
}

/** All that was measured with a number of agents. */
export interface ScaleResult {
  readonly machine: string;
  /** Runnable processes over the last minute, before and after the run. */
  readonly load: readonly [before: number, after: number];
  readonly measuredAt: string;
  /** Present for a run whose figures are not to be quoted. */
  readonly short?: true;
  readonly rows: readonly Row[];
  readonly questions: readonly QuestionResult[];
}
