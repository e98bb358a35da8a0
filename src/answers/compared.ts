import type { Analytics, AnalyticsRequest, AnalyticsResult, Group } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { nounOf } from '../catalog/derive/nouns.ts';

/** A selection, and what its figures are held against. */
export interface Compared {
  readonly result: AnalyticsResult;
  /** Absent where everyone is selected, or everyone of their kind. */
  readonly fleet: Group | undefined;
  /** Of whom the selection is a part; absent where it is everyone. */
  readonly whole: Group | undefined;
  /** What the fleet and the whole are called, where that is not "the fleet". */
  readonly names: { readonly fleet?: string | undefined; readonly whole?: string | undefined };
}

/**
 * Runs a request, and finds whom its selection should be held against.
 *
 * Where a dataset has members of different kinds, everyone is no measure: a student's sessions are held against
 * those of all students, and not against a mean of students and regions. That costs a second read, of that kind.
 */
export async function runCompared(
  dataset: Dataset,
  analytics: Analytics,
  request: Omit<AnalyticsRequest, 'fleet'>,
): Promise<Compared> {
  const { filters, metrics, statistics } = request;
  const result = await analytics.run({ ...request, fleet: true });
  if (filters.length === 0) return { result, fleet: undefined, whole: undefined, names: {} };
  const everyone = dataset.nounsBy === undefined ? undefined : `all ${dataset.noun.many}`;
  const noun = nounOf(dataset, filters);
  if (noun === dataset.noun) {
    return { result, fleet: result.fleet, whole: result.fleet, names: { fleet: everyone, whole: everyone } };
  }
  if (filters.length === 1) return { result, fleet: undefined, whole: result.fleet, names: { whole: everyone } };
  const kind = filters.filter(({ field }) => field === dataset.nounsBy);
  const { selection: fleet, cost } = await analytics.run({
    filters: kind,
    metrics,
    ...(statistics !== undefined && { statistics: { selection: statistics.fleet, fleet: [], groups: [] } }),
    fleet: false,
  });
  const name = `all ${noun.many}`;
  return { result: withCost(result, cost), fleet, whole: fleet, names: { fleet: name, whole: name } };
}

/** What was read first stays what was read: those of one kind are among it, and no further items. */
function withCost(result: AnalyticsResult, again: AnalyticsResult['cost']): AnalyticsResult {
  const { cost } = result;
  const { itemsRead, readUnits, tookMs } = again;
  const twice = itemsRead === cost.itemsRead ? 'read twice' : `${itemsRead} of them read twice`;
  return {
    ...result,
    cost: {
      ...cost,
      // Of interest where it costs something.
      source: readUnits === 0 ? cost.source : `${cost.source}, ${twice}`,
      readUnits: cost.readUnits + readUnits,
      tookMs: cost.tookMs + tookMs,
    },
  };
}
