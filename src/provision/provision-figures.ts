import type { Dataset } from '../catalog/define-dataset.ts';
import { isGrouping } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Generation } from '../generator/generation.ts';
import type { FigureHistory } from '../state/figure-history.ts';
import type { GroupFigures, KeptGroup, KeptStatistics } from '../state/figure-history-item.ts';
import { generatedMembers } from './generated-members.ts';
import { inChunks } from './in-chunks.ts';

/** What the values come to; undefined where there are none. */
export type Summarise = (values: readonly number[]) => KeptStatistics | undefined;

export interface FiguresOptions {
  readonly figures: Pick<FigureHistory, 'keepPast'>;
  readonly summarise: Summarise;
  readonly dataset: Dataset;
  readonly generation: Generation;
  readonly signal?: AbortSignal | undefined;
}

/** Days that are written at once: about a hundred items. */
const daysAtOnce = 4;

/** Somebody's metrics by day. */
type Past = ReadonlyMap<string, Readonly<Record<string, number>>>;

/**
 * Keeps what the figures of all groups were on each day of the past that members were generated with, so that a
 * trend is there from the first minute; can be run again after a failure.
 *
 * The as-of day is left out: its figures are taken from the record. Groups are as they are on that day, and of
 * metrics without a history nothing is kept.
 *
 * @throws {AppError} `repository.*`, or the signal's reason
 */
export async function provisionFigures(options: FiguresOptions): Promise<void> {
  const { figures, summarise, dataset, generation, signal } = options;
  const groups = new Map<string, { readonly group: KeptGroup; readonly pasts: Past[] }>();
  const days = new Set<string>();
  for (const { item, history } of await generatedMembers(dataset.name, generation)) {
    const past = new Map(history().map(({ day, values }) => [day, values]));
    for (const day of past.keys()) days.add(day);
    for (const group of groupsOf(dataset, item)) {
      const name = JSON.stringify(group);
      const known = groups.get(name) ?? { group, pasts: [] };
      known.pasts.push(past);
      groups.set(name, known);
    }
  }
  days.delete(generation.asOf);
  for (const some of inChunks(days, daysAtOnce)) {
    signal?.throwIfAborted();
    const kept = some.flatMap((day) =>
      [...groups.values()].map(({ group, pasts }) => ({ group, day: { day, ...figuresOn(day, pasts, summarise) } })),
    );
    await figures.keepPast(dataset.name, kept);
  }
}

function groupsOf(dataset: Dataset, item: AnyItem): readonly KeptGroup[] {
  const groupings = Object.entries(dataset.attributes).filter(([, attribute]) => isGrouping(attribute));
  return ['everyone', ...groupings.map(([field]) => ({ field, value: String(item[field]) }))];
}

function figuresOn(day: string, pasts: readonly Past[], summarise: Summarise): GroupFigures {
  const values: Record<string, number[]> = {};
  for (const past of pasts) {
    for (const [metric, value] of Object.entries(past.get(day) ?? {})) {
      const others = values[metric];
      if (others === undefined) values[metric] = [value];
      else others.push(value);
    }
  }
  const statistics = Object.entries(values).flatMap(([metric, all]) => {
    const summary = summarise(all);
    return summary === undefined ? [] : [[metric, summary] as const];
  });
  return { count: pasts.length, statistics: Object.fromEntries(statistics) };
}
