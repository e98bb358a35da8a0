import type { Proposer } from '../proposal.ts';

/** What a message holds besides its answer. */
export interface Extras {
  /** A sentence about how the question was read. */
  readonly notice?: string | undefined;
  /** The recorded question whose answer the reader may find good or bad. */
  readonly feedbackId?: string | undefined;
  /** Whether the reader may correct how the question was understood. */
  readonly refinable?: boolean | undefined;
  /** Whether it is in a conversation of the two, where there is no channel to post to. */
  readonly isDirect?: boolean | undefined;
  /** Whether the rows of the answer may be had as a file; they may when left out. */
  readonly isExportable?: boolean | undefined;
  /** Who may confirm a change that the message proposes. */
  readonly proposer?: Proposer | undefined;
}
