import type { TransactItem } from './write-together.ts';

/** A lease that this instance holds. */
export interface HeldLease {
  readonly name: string;
  /** Grows with each new holder: whoever writes with an older one was overtaken. */
  readonly fence: number;
  /** Aborts when the lease is lost, or could not be renewed in time, or is released. */
  readonly signal: AbortSignal;
  /** The check that makes a transaction fail when somebody else holds the lease by now. */
  guard(): TransactItem;
  release(): Promise<void>;
}

/** What one instance at a time may do. All of it throws `repository.*`. */
export interface Leases {
  /** The lease, renewed by itself until it is released or lost; undefined when another instance holds it. */
  acquire(name: string): Promise<HeldLease | undefined>;
}
