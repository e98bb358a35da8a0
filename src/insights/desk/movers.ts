import { keyName, metricNamed, nameName } from '../../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { valueDaysAgo } from '../../state/sample-days.ts';
import type { Samples } from '../../state/samples.ts';
import type { Repository } from '../../storage/repository.ts';
import type { Digest, Mover } from '../digest.ts';

interface MoversOptions {
  readonly repositories: readonly Pick<Repository, 'dataset' | 'readAll'>[];
  readonly samples: Pick<Samples, 'readMany'>;
  readonly now?: () => Date;
  /** For how long what was found is told again without another look, in milliseconds. */
  readonly keptMs?: number;
}

type Movers = Digest['movers'];

/** A mover with how much worse it became, in standard deviations of its dataset. */
interface Ranked {
  readonly mover: Mover;
  readonly worse: number;
}

const mostShown = 5;
const pageSize = 250;

/**
 * Finds those whose attention metric moved most, by the daily samples: at most 5 a direction, over all datasets.
 *
 * Metrics of different units are compared by how far their members lie apart. All of it throws `repository.*`.
 */
export function createMovers(options: MoversOptions): (period: { readonly days: number }) => Promise<Movers> {
  const { repositories, samples, now = () => new Date(), keptMs = 300_000 } = options;
  const kept = new Map<number, { readonly movers: Movers; readonly untilMs: number }>();
  return async ({ days }) => {
    const nowMs = now().getTime();
    const known = kept.get(days);
    if (known !== undefined && known.untilMs > nowMs) return known.movers;
    const ranked: Ranked[] = [];
    for (const repository of repositories) ranked.push(...(await moversIn(repository, samples, { days, nowMs })));
    const movers = {
      worse: firstOf(ranked.filter(({ worse }) => worse > 0)),
      better: firstOf(ranked.filter(({ worse }) => worse < 0)),
    };
    kept.set(days, { movers, untilMs: nowMs + keptMs });
    return movers;
  };
}

async function moversIn(
  { dataset, readAll }: MoversOptions['repositories'][number],
  samples: MoversOptions['samples'],
  { days, nowMs }: { readonly days: number; readonly nowMs: number },
): Promise<readonly Ranked[]> {
  const { attention } = dataset;
  const [key, name] = [keyName(dataset), nameName(dataset)];
  const sign = metricNamed(dataset, attention).better === 'lower' ? 1 : -1;
  const spread = { count: 0, sum: 0, squares: 0 };
  let moved: Ranked[] = [];
  for await (const { items } of readAll({ attributes: [...(name === undefined ? [] : [name]), attention], pageSize })) {
    const pasts = await samples.readMany(
      dataset.name,
      items.map((item) => String(item[key])),
    );
    for (const item of items) {
      const value = item[attention];
      if (typeof value !== 'number') continue;
      spread.count += 1;
      spread.sum += value;
      spread.squares += value * value;
      const entityId = String(item[key]);
      const before = valueDaysAgo(pasts.get(entityId) ?? [], attention, { now: nowMs, days });
      if (before === undefined || before.value === value) continue;
      const reason = { metric: attention, value, before };
      const mover = { dataset: dataset.name, entityId, name: nameOf(item, name) ?? entityId, reason };
      moved.push({ mover, worse: sign * (value - before.value) });
    }
    moved = extremes(moved);
  }
  const unit = deviation(spread) || 1;
  return moved.map(({ mover, worse }) => ({ mover, worse: worse / unit }));
}

/** Those who may be among the first of either direction. */
function extremes(ranked: readonly Ranked[]): Ranked[] {
  const sorted = ranked.toSorted((one, other) => other.worse - one.worse);
  return sorted.length <= 2 * mostShown ? sorted : [...sorted.slice(0, mostShown), ...sorted.slice(-mostShown)];
}

function firstOf(ranked: readonly Ranked[]): readonly Mover[] {
  return ranked
    .toSorted((one, other) => Math.abs(other.worse) - Math.abs(one.worse))
    .slice(0, mostShown)
    .map(({ mover }) => mover);
}

function deviation({
  count,
  sum,
  squares,
}: {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}) {
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

function nameOf(item: AnyItem, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : item[name];
  return typeof value === 'string' ? value : undefined;
}
