import type { Outbox } from '../../delivery/outbox.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { HeldLease } from '../../state/leases.ts';
import { type TransactItem, writeTogether } from '../../state/write-together.ts';
import type { Route, Silence } from '../route.ts';
import type { LeaderGroups } from './leader-groups.ts';
import type { StateTable } from './state-items.ts';

/** What routing works with while this instance leads. */
export interface Term {
  readonly table: StateTable;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly now: () => Date;
  /** A text that is greater than all that it gave before, for the order of a channel's messages. */
  readonly nextOrder: () => string;
  readonly groups: LeaderGroups;
  /** The watches. */
  routes(): Promise<readonly Route[]>;
  /** The silences. @param options.isFresh has them read now */
  silences(options?: { readonly isFresh: boolean }): Promise<readonly Silence[]>;
  /** Takes what no watch takes. */
  readonly defaultRoute?: Route;
  /**
   * Writes all of it, or nothing; false when a condition does not hold, so that what was read is out of date.
   *
   * @throws {AppError} `repository.conflict` when another instance leads by now, or another `repository.*`
   */
  commit(items: readonly TransactItem[], operation: string): Promise<boolean>;
}

type TermOptions = Omit<Term, 'commit'>;

/** Whatever is written in a term carries the lease's guard, so that nothing of a stalled leader gets through. */
export function createTerm(options: TermOptions, held: HeldLease): Term {
  const { table, groups } = options;
  return {
    ...options,
    async commit(items, operation) {
      const details = { tableName: table.tableName, operation };
      const write = await writeTogether(table.client, [held.guard(), ...items], details).catch((error: unknown) => {
        groups.forget();
        throw error;
      });
      if (write.written) {
        groups.learn(items);
        return true;
      }
      groups.forget();
      if (write.refused[0] === true) {
        throw new AppError('repository.conflict', 'another instance leads by now', { retryable: true, details });
      }
      return false;
    },
  };
}

/** Texts that grow from one to the next, whatever the clock does. */
export function createOrder(now: () => Date): () => string {
  let last = { ms: 0, ordinal: 0 };
  return () => {
    const ms = Math.max(now().getTime(), last.ms);
    last = { ms, ordinal: ms === last.ms ? last.ordinal + 1 : 0 };
    return `${new Date(ms).toISOString()}#${String(last.ordinal).padStart(6, '0')}`;
  };
}

const mostTries = 8;

/**
 * Tries again with fresh eyes for as long as others write to the same items.
 *
 * @param attempt resolves to whether it is done
 * @throws {AppError} `repository.throttled` when they never stop
 */
export async function untilDone(operation: string, attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) if (await attempt()) return;
  throw new AppError('repository.throttled', 'others keep writing to the same alert', {
    retryable: false,
    details: { operation },
  });
}

/**
 * Writes what nobody else writes to, so that only a fault of ours could stand in the way.
 *
 * @throws {AppError} `repository.conflict`
 */
export async function requireWritten(term: Term, items: readonly TransactItem[], operation: string): Promise<void> {
  if (await term.commit(items, operation)) return;
  throw new AppError('repository.conflict', 'what only the leader writes has changed', { details: { operation } });
}
