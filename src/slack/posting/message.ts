/** Any block, also one that the installed typings do not know yet. */
export interface AnyBlock {
  readonly type: string;
}

/** What a message says, twice: as blocks, and as text for notifications, screen readers and refused blocks. */
export interface Message {
  readonly text: string;
  readonly blocks?: readonly AnyBlock[];
  /** Whether a reply in a thread is to be seen in the channel too. */
  readonly broadcast?: boolean;
}
