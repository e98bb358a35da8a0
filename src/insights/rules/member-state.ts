import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { type SampleDay, valueDaysAgo } from '../../state/sample-days.ts';

/** What rules know of a member at one moment. */
export interface MemberState {
  /** As the item reader gives it: what the catalogue does not allow is left out. */
  readonly item: AnyItem;
  /** Its sample, oldest day first; undefined where it was not read. */
  readonly past: readonly SampleDay[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const dayMs = 86_400_000;

/** A metric's figure, if the member has one. */
export function figureOf({ item }: Pick<MemberState, 'item'>, metric: string): number | undefined {
  const value = item[metric];
  return typeof value === 'number' ? value : undefined;
}

/** What a metric was about so many days ago, as far as the sample knows, and how many days that are. */
export function figureBefore(
  { past, now }: MemberState,
  metric: string,
  days: number,
): { readonly value: number; readonly days: number } | undefined {
  return past === undefined ? undefined : valueDaysAgo(past, metric, { now, days });
}

/** How far a metric moved since so many days ago: positive is up. */
export function moveOf(state: MemberState, metric: string, days: number): number | undefined {
  const value = figureOf(state, metric);
  const before = figureBefore(state, metric, days);
  return value === undefined || before === undefined ? undefined : value - before.value;
}

/** For how many whole days something has not happened. */
export function silentDays({ item, now }: Pick<MemberState, 'item' | 'now'>, time: string): number | undefined {
  const value = item[time];
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.floor((now - at) / dayMs));
}
