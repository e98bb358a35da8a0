import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors/app-error.ts';
import type { Log } from '../log.ts';
import type { HeldLease } from '../state/leases.ts';
import { type TransactItem, writeTogether } from '../state/write-together.ts';
import type { Pause } from '../storage/stream/pause.ts';
import type { DeliveryPort } from './delivery-port.ts';
import type { Queue } from './queue.ts';

/** What whoever delivers works with, for as long as the lease is held. */
export interface Desk {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly port: DeliveryPort;
  readonly queue: Queue;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pause: Pause;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** A text that no other write has. */
  readonly newVersion: () => string;
  readonly held: HeldLease;
}

/** That it is somebody else's turn to deliver, or the app is stopping: whatever is not done is left as it is. */
export class TurnOver extends Error {
  constructor(options?: ErrorOptions) {
    super('this instance does not deliver any more', options);
    this.name = 'TurnOver';
  }
}

/** @throws {TurnOver} when nothing new may be begun */
export function checkTurn({ held }: Desk): void {
  if (held.signal.aborted || !held.isHeld()) throw new TurnOver();
}

/** Waits. @throws {TurnOver} when nothing new may be begun afterwards */
export async function rest(desk: Desk, ms: number): Promise<void> {
  if (ms > 0) await desk.pause(ms, desk.held.signal);
  checkTurn(desk);
}

/**
 * Writes together, provided that nobody else delivers by now; false when a condition among the items does not hold.
 *
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export async function writeInTurn(desk: Desk, items: readonly TransactItem[], operation: string): Promise<boolean> {
  const { client, tableName, held } = desk;
  const result = await writeTogether(client, [guardOf(held), ...items], { tableName, operation });
  if (result.written) return true;
  if (result.refused[0] === true) throw new TurnOver();
  return false;
}

function guardOf(held: HeldLease): TransactItem {
  try {
    return held.guard();
  } catch (error) {
    if (error instanceof AppError && error.code === 'repository.conflict') throw new TurnOver({ cause: error });
    throw error;
  }
}
