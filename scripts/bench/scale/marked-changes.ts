export interface WriteTask {
  readonly endpoint: string;
  readonly region: string;
  /** Agents that there are, by number from 1 on; the first ones are written by marked changes alone. */
  readonly agents: number;
  readonly marked: number;
  readonly changesPerSecond: number;
  readonly seconds: number;
}

/** A marked change that was acknowledged. */
export interface Mark {
  readonly id: string;
  readonly value: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface WriteResult {
  readonly written: number;
  readonly failed: number;
  readonly seconds: number;
}

/** The metric that is changed. */
export const markedMetric = 'revenue';
