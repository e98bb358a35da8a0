import type { Target } from '../rows.ts';

/** What is to be reached with a number of agents; what is left out is only told. */
export interface ScaleTargets {
  /** The p50 of each query of the read model, and of an answer that is several queries in one, in milliseconds. */
  readonly query: Target;
  readonly summary?: Target;
  /** How many times as long as the read model the repository takes, by p50. */
  readonly ratio?: Target;
  /** Agents a second. */
  readonly fillFromMemory?: Target;
  /** The fill through the table's scan against the scan alone. */
  readonly fillToScan?: Target;
  /** The p50 of a request, end to end, against that with 500 agents. */
  readonly endToEnd?: Target;
}

/** The p95 from an acknowledged write to an answer that shows it, in seconds. */
export const lagTarget: Target = ['at most', 1.5];

/** Of a process that holds only the read model, in MB. */
export const memoryTarget: Target = ['at most', 1_024];

export function targetsFor(agents: number): ScaleTargets {
  // Of few agents a fill is over before it has begun.
  const fillFromMemory: Target | undefined = agents < 10_000 ? undefined : ['at least', 30_000];
  const filling = fillFromMemory === undefined ? {} : { fillFromMemory };
  if (agents > 100_000) return { ...filling, query: ['at most', 60] };
  return {
    ...filling,
    query: ['at most', 10],
    summary: ['at most', 20],
    ...(agents < 10_000 ? {} : { fillToScan: ['at most', 1.5] }),
    ...(agents < 100_000 ? {} : { ratio: ['at least', 100] }),
    ...(agents <= 500 ? {} : { endToEnd: ['at most', 1.5] }),
  };
}
