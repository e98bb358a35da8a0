import type { ClearIntent, UnclearReason } from '../../intent.ts';
import type { InsightChoice } from '../../operations.ts';

/** Insights that a text chooses, and about whom. */
export interface Choice extends InsightChoice {
  readonly subject?: string | undefined;
}

/** Why a choice of insights cannot be carried out as it stands. */
export interface ChoiceProblem {
  readonly reason: UnclearReason;
  readonly detail?: string;
  /** Each of these makes the choice whole. */
  readonly alternatives?: readonly Partial<Choice>[];
  /** What answers the wish in another way. */
  readonly instead?: readonly ClearIntent[];
}
