import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { dayOf, type SampleDay } from '../../state/sample-days.ts';
import type { Samples } from '../../state/samples.ts';

/** Members whose sample is remembered, so that a second change on a day costs nothing. */
const mostMembers = 2_000;

/** Keeps the day's sample of a member, and gives what is kept; once a day and member it asks the table. */
export type DayKeeper = (
  member: { readonly dataset: string; readonly id: string },
  metrics: readonly string[],
  state: { readonly item: AnyItem; readonly at: number },
) => Promise<readonly SampleDay[]>;

export function createDayKeeper(samples: Samples): DayKeeper {
  const kept = new Map<string, { readonly day: string; readonly days: readonly SampleDay[] }>();

  return async ({ dataset, id }, metrics, { item, at }) => {
    const day = dayOf(at);
    const key = `${dataset}#${id}`;
    const known = kept.get(key);
    if (known !== undefined && known.day >= day) return known.days;
    const days = await samples.keepDay(dataset, id, day, figuresOf(item, metrics));
    if (kept.size >= mostMembers) kept.clear();
    kept.set(key, { day, days });
    return days;
  };
}

/** Those of the metrics that an item has. */
export function figuresOf(item: AnyItem, metrics: readonly string[]): Readonly<Record<string, number>> {
  const figures = metrics.map((metric) => [metric, item[metric]] as const);
  return Object.fromEntries(figures.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
