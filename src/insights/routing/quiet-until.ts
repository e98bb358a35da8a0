import type { Route } from '../route.ts';
import { instantOf, localTime, plusDays } from './local-time.ts';

/** Until when nothing is told on a route: it is paused, or its quiet hours run; undefined when it may be told now. */
export function quietUntil(route: Pick<Route, 'quietHours' | 'pausedUntil'>, now: Date): Date | undefined {
  const paused = route.pausedUntil === undefined ? undefined : new Date(route.pausedUntil);
  const from = paused !== undefined && paused > now ? paused : now;
  const quiet = endOfQuietHours(route.quietHours, from);
  return quiet ?? (from === now ? undefined : from);
}

function endOfQuietHours(hours: Route['quietHours'], now: Date): Date | undefined {
  if (hours === undefined || hours.from === hours.to) return undefined;
  const { date, time } = localTime(now, hours.zone);
  const spansMidnight = hours.from > hours.to;
  const isAfterFrom = time >= hours.from;
  const isBeforeTo = time < hours.to;
  const isQuiet = spansMidnight ? isAfterFrom || isBeforeTo : isAfterFrom && isBeforeTo;
  if (!isQuiet) return undefined;
  const endsOn = spansMidnight && isAfterFrom ? plusDays(date, 1) : date;
  const end = instantOf({ date: endsOn, time: hours.to }, hours.zone);
  // An hour that clocks show twice can lie in quiet hours both times.
  return end > now ? end : new Date(now.getTime() + 60_000);
}
