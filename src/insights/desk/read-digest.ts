import type { Digest } from '../digest.ts';
import { byUrgency } from '../routing/alert-order.ts';
import { type AlertPointer, type DayPointer, pointersOfDay, unresolvedPointers } from '../routing/alert-pointers.ts';
import type { StateTable } from '../routing/state-items.ts';
import { findAlerts } from '../routing/stored-alert.ts';
import { readOutcomes } from './outcomes.ts';

/** How many alerts a digest shows whole. */
const mostShown = 10;
const dayMs = 86_400_000;

/** What the days before now brought, without the movers. @throws {AppError} `repository.*` */
export async function readDigest(
  table: StateTable,
  { days, now }: { readonly days: number; readonly now: Date },
): Promise<Omit<Digest, 'movers'>> {
  const from = new Date(now.getTime() - days * dayMs).toISOString();
  const to = now.toISOString();
  const dates = datesBetween(from, to);
  const [ofDays, unresolved, outcomes] = await Promise.all([
    Promise.all(dates.map((date) => pointersOfDay(table, date))),
    unresolvedPointers(table),
    readOutcomes(table, { days, now }),
  ]);
  const events = ofDays.flat().filter(({ at }) => at > from && at <= to);
  const [fired, resolved] = await Promise.all([
    shown(table, events, 'fired', now),
    shown(table, events, 'resolved', now),
  ]);
  return {
    from,
    to,
    fired,
    resolved,
    moneyAtRisk: moneyOf(unresolved),
    unresolved: unresolved.length,
    byDay: dates.map((day) => ({
      day,
      fired: countOf(events, 'fired', day),
      resolved: countOf(events, 'resolved', day),
    })),
    outcomes,
  };
}

async function shown(table: StateTable, events: readonly DayPointer[], event: DayPointer['event'], now: Date) {
  const all = events.filter((each) => each.event === event);
  const first = all
    .toSorted((one, other) => other.money - one.money || other.risk - one.risk)
    .slice(0, mostShown)
    .map(({ alertId }) => alertId);
  const stored = await findAlerts(table, first, now);
  return { total: all.length, first: stored.map(({ alert }) => alert).toSorted(byUrgency) };
}

/** A member is worth the same however many alerts there are about it. */
function moneyOf(pointers: readonly AlertPointer[]): number {
  const byMember = new Map<string, number>();
  for (const { dataset, entityId, money } of pointers) {
    const member = `${dataset}#${entityId}`;
    byMember.set(member, Math.max(byMember.get(member) ?? 0, money));
  }
  return [...byMember.values()].reduce((sum, money) => sum + money, 0);
}

function countOf(events: readonly DayPointer[], event: DayPointer['event'], day: string): number {
  return events.filter((each) => each.event === event && each.at.startsWith(day)).length;
}

/** Every UTC date from one ISO time to another. */
function datesBetween(from: string, to: string): readonly string[] {
  const first = Date.parse(from.slice(0, 10));
  const count = Math.round((Date.parse(to.slice(0, 10)) - first) / dayMs) + 1;
  return Array.from({ length: count }, (_, day) => new Date(first + day * dayMs).toISOString().slice(0, 10));
}
