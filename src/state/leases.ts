import type { TransactItem } from './write-together.ts';

/** A lease that this instance holds. */
export interface HeldLease {
  readonly name: string;
  /** Grows with each new holder: whoever writes with an older one was overtaken. */
  readonly fence: number;
  /** Aborts when the lease is lost, or could not be renewed in time, or is released. */
  readonly signal: AbortSignal;
  /**
   * Whether the lease is held at this very moment. A process that was stopped for a while and goes on knows by this
   * before its timers do: to be asked right before anything that only the holder may do.
   */
  isHeld(): boolean;
  /**
   * The check that makes a transaction fail when somebody else holds the lease by now; on each call of another item,
   * so that transactions under one lease do not get into each other's way.
   *
   * @throws {AppError} `repository.conflict` when it is known already that the lease is lost
   */
  guard(): TransactItem;
  /** Gives the lease back, if it is still ours. It never throws: what cannot be given back runs out. */
  release(): Promise<void>;
}

/** What one instance at a time may do. All of it throws `repository.*`. */
export interface Leases {
  /** The lease, renewed by itself until it is released or lost; undefined when another instance holds it. */
  acquire(name: string): Promise<HeldLease | undefined>;
}
