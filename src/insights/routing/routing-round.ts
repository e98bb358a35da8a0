import { AppError } from '../../errors/app-error.ts';
import type { Pause } from '../../storage/stream/pause.ts';
import { type IntakeEvent, takingEvent, waitingEvents } from '../alert-intake.ts';
import { changeAlert } from './change-alert.ts';
import { bury } from './dead-letters.ts';
import { fireAlert } from './fire-alert.ts';
import { isInhibitable } from './inhibition.ts';
import { reopenAlert } from './reopen-alert.ts';
import { resolveAlert } from './resolve-alert.ts';
import { runTimer } from './run-timer.ts';
import type { ItemKey } from './state-items.ts';
import type { Term } from './term.ts';
import { dueTimers, timerItemKey } from './timers.ts';
import { firstTouches, takeTouches } from './touched.ts';
import { inWorkingOrder } from './working-order.ts';

interface RoundOptions {
  /** How often each item has failed, by key; kept from round to round. */
  readonly failures: Map<string, number>;
  readonly settleMs: number;
  readonly pause: Pause;
  /** Aborts when this instance may not go on. */
  readonly signal: AbortSignal;
}

const eventsAtOnce = 100;
const timersAtOnce = 50;
const touchesAtOnce = 100;
/** An item that fails this often, through no fault of the database, is put aside. */
const mostFailures = 5;

/** What people did, what detection told, and what is due, in this order; whether there was anything. */
export async function routingRound(term: Term, options: RoundOptions): Promise<boolean> {
  const touches = await takeAllTouches(term, options);
  const events = await takeEvents(term, options);
  const timers = await runTimers(term, options);
  return touches || events || timers;
}

async function takeAllTouches(term: Term, options: RoundOptions): Promise<boolean> {
  const touches = await firstTouches(term.table, touchesAtOnce);
  const byAlert = new Map<string, string[]>();
  for (const { alertId, key } of touches) byAlert.set(alertId, [...(byAlert.get(alertId) ?? []), key]);
  for (const [alertId, [first = '', ...others]] of byAlert) {
    const key = { pk: 'touched', sk: first };
    await attempt(term, options, key, () => takeTouches(term, alertId, [first, ...others]));
  }
  return touches.length > 0;
}

async function takeEvents(term: Term, options: RoundOptions): Promise<boolean> {
  const { events, unreadable } = await settledEvents(term, options);
  for (const key of unreadable) {
    if (!options.signal.aborted) await bury(term, intakeKey(term, key), 'in a form that is not known');
  }
  // What comes after an event that failed would be told of an alert that is not there yet.
  const blocked = new Set<string>();
  for (const { event, key } of inWorkingOrder(events)) {
    const alertId = event.kind === 'fired' ? event.facts.alertId : event.alertId;
    if (blocked.has(alertId)) continue;
    const isDone = await attempt(term, options, intakeKey(term, key), () => takeOne(term, { event, key }));
    if (!isDone) blocked.add(alertId);
  }
  return events.length + unreadable.length > 0;
}

/** The events that wait, read a moment later where one is so new that its inhibitor may be on its way. */
async function settledEvents({ table, now }: Term, { settleMs, pause, signal }: RoundOptions) {
  const { client, tableName } = table;
  const found = await waitingEvents(client, tableName, eventsAtOnce);
  const ages = found.events.flatMap(({ event }) =>
    event.kind === 'fired' && isInhibitable(event.facts.predictionType)
      ? [now().getTime() - Date.parse(event.facts.at)]
      : [],
  );
  const youngest = Math.max(0, Math.min(settleMs, ...ages));
  if (youngest >= settleMs || found.events.length === eventsAtOnce) return found;
  await pause(settleMs - youngest, signal);
  return waitingEvents(client, tableName, eventsAtOnce);
}

function takeOne(term: Term, { event, key }: IntakeEvent): Promise<void> {
  switch (event.kind) {
    case 'fired':
      return fireAlert(term, event.facts, key);
    case 'changed':
      return changeAlert(term, event, key);
    case 'resolved':
      return resolveAlert(term, event, key);
    case 'reopened':
      return reopenAlert(term, event, key);
  }
}

async function runTimers(term: Term, options: RoundOptions): Promise<boolean> {
  const { timers, unreadable } = await dueTimers(term.table, { now: term.now(), limit: timersAtOnce });
  for (const key of unreadable) await bury(term, timerItemKey(key), 'in a form that is not known');
  for (const timer of timers) await attempt(term, options, timerItemKey(timer.key), () => runTimer(term, timer));
  return timers.length + unreadable.length > 0;
}

/**
 * Deals with one item; whether that is done. One that fails is tried again in later rounds, a few times.
 *
 * @throws {AppError} `repository.*` when trying again may help, so that the round is to be repeated
 */
async function attempt(term: Term, options: RoundOptions, key: ItemKey, work: () => Promise<void>): Promise<boolean> {
  const { failures, signal } = options;
  if (signal.aborted) return false;
  const name = `${key.pk}#${key.sk}`;
  try {
    await work();
    failures.delete(name);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.retryable) throw error;
    const count = (failures.get(name) ?? 0) + 1;
    failures.set(name, count);
    term.log.error({ err: error, partition: key.pk, key: key.sk, count }, 'routing could not deal with an item');
    if (count < mostFailures) return false;
    await bury(term, key, error instanceof Error ? error.message : 'unknown');
    failures.delete(name);
    return true;
  }
}

function intakeKey({ table }: Term, key: string): ItemKey {
  const { pk, sk } = takingEvent(table.tableName, key).Delete?.Key ?? {};
  return { pk: String(pk), sk: String(sk) };
}
