import type { Outbox } from '../../delivery/outbox.ts';
import type { Log } from '../../log.ts';
import type { HeldLease } from '../../state/leases.ts';
import { type Pause, pause as realPause } from '../../storage/stream/pause.ts';
import type { Route, Silence } from '../route.ts';
import { createLeaderGroups, type LeaderGroups } from './leader-groups.ts';
import { routingRound } from './routing-round.ts';
import type { StateTable } from './state-items.ts';
import { createOrder, createTerm } from './term.ts';

export interface RouterSettings {
  /** How often what waits is looked for when nobody says that there is something, in milliseconds. */
  readonly pollMs: number;
  /** How long an alert that another one could hold back waits for that one, in milliseconds. */
  readonly settleMs: number;
  /** For how long the watches and silences that were read are taken for those that there are, in milliseconds. */
  readonly routesMs: number;
}

export const defaultRouterSettings: RouterSettings = { pollMs: 200, settleMs: 150, routesMs: 2_000 };

export interface RouterOptions extends StateTable {
  readonly outbox: Outbox;
  /** The watches. */
  readonly routes: () => Promise<readonly Route[]>;
  /** Takes what no watch takes. */
  readonly defaultRoute?: Route;
  /** What is not told for a while. */
  readonly silences?: () => Promise<readonly Silence[]>;
  readonly settings?: Partial<RouterSettings>;
  readonly log: Log;
  readonly now?: () => Date;
  readonly pause?: Pause;
}

/** Turns what detection tells into messages for the outbox. */
export interface Router {
  /** Works for as long as the lease is held; returns soon after its signal has aborted. */
  run(held: HeldLease): Promise<void>;
  /** Deals with what waits now; whether there was anything. @throws {AppError} `repository.*` */
  round(held: HeldLease): Promise<boolean>;
  /** Says that something waits, so that it is not found at the next look only. */
  nudge(): void;
}

const afterFailureMs = 1_000;

/**
 * The router: one leader at a time takes events out of the intake, and deals with what is due.
 *
 * Whatever it does is one transaction with the lease's guard: a crash between any two loses nothing and does nothing
 * twice, and nothing of a leader that was overtaken gets through.
 */
export function createRouter(options: RouterOptions): Router {
  const { log, now = () => new Date(), pause = realPause } = options;
  const settings = { ...defaultRouterSettings, ...options.settings };
  const routes = remembered(options.routes, settings.routesMs, now);
  const silences = remembered(options.silences ?? (async () => []), settings.routesMs, now);
  const failures = new Map<string, number>();
  const nextOrder = createOrder(now);
  let led: { readonly held: HeldLease; readonly groups: LeaderGroups } | undefined;
  let isNudged = false;
  let wake = (): void => undefined;

  async function round(held: HeldLease): Promise<boolean> {
    const { client, tableName, outbox, defaultRoute } = options;
    if (led?.held !== held) led = { held, groups: createLeaderGroups({ client, tableName }) };
    const shared = { table: { client, tableName }, groups: led.groups, outbox, log, now, nextOrder, routes, silences };
    const term = createTerm({ ...shared, ...(defaultRoute === undefined ? {} : { defaultRoute }) }, held);
    return routingRound(term, { failures, pause, settleMs: settings.settleMs, signal: held.signal });
  }

  /** Until the next look, a nudge, or the end of the term. */
  async function idle(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    signal.addEventListener('abort', wake, { once: true });
    if (!isNudged && !signal.aborted) await pause(settings.pollMs, woken.signal);
    signal.removeEventListener('abort', wake);
    isNudged = false;
  }

  return {
    round,
    nudge() {
      isNudged = true;
      wake();
    },
    async run(held) {
      while (!held.signal.aborted) {
        try {
          if (!(await round(held))) await idle(held.signal);
        } catch (error) {
          if (held.signal.aborted) return;
          log.warn({ err: error }, 'routing failed; trying again');
          await pause(afterFailureMs, held.signal);
        }
      }
    },
  };
}

function remembered<Item>(read: () => Promise<readonly Item[]>, forMs: number, now: () => Date) {
  let known: { readonly items: readonly Item[]; readonly untilMs: number } | undefined;
  return async ({ isFresh } = { isFresh: false }): Promise<readonly Item[]> => {
    const nowMs = now().getTime();
    if (isFresh || known === undefined || known.untilMs <= nowMs)
      known = { items: await read(), untilMs: nowMs + forMs };
    return known.items;
  };
}
