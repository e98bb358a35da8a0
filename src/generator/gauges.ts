import type { Agent } from '../catalog/datasets/agents.ts';
import type { SegmentValue } from './agents/expectations.ts';
import type { AgentMetric } from './agents/recipe.ts';

/** Measures one thing about people that pass by, and keeps none of them. */
export interface Gauge {
  add(agent: Agent): void;
  /** What was measured, and what it is held against; NaN where nobody stands behind it. */
  read(): { readonly measured: number; readonly against: number };
}

type Fits = (agent: Agent) => boolean;

/** Who has that value in that segment. */
export function withValue({ segment, value }: SegmentValue): Fits {
  return (agent) => agent[segment] === value;
}

/** The mean of a metric over those who fit, against its mean over everyone. */
export function createLevelGauge(metric: AgentMetric, fits: Fits): Gauge {
  const group = { count: 0, total: 0 };
  const everyone = { count: 0, total: 0 };
  return {
    add: (agent) => {
      for (const sums of fits(agent) ? [group, everyone] : [everyone]) {
        sums.count += 1;
        sums.total += agent[metric];
      }
    },
    read: () => ({ measured: group.total / group.count, against: everyone.total / everyone.count }),
  };
}

/** The share of one thing among those who fit another, against its share among everyone. */
export function createShareGauge(of: Fits, among: Fits): Gauge {
  const counts = { everyone: 0, of: 0, among: 0, both: 0 };
  return {
    add: (agent) => {
      const isOf = of(agent);
      const isAmong = among(agent);
      counts.everyone += 1;
      if (isOf) counts.of += 1;
      if (isAmong) counts.among += 1;
      if (isOf && isAmong) counts.both += 1;
    },
    read: () => ({ measured: counts.both / counts.among, against: counts.of / counts.everyone }),
  };
}

/** Pearson's correlation of two metrics, against none; by running means, which do not lose digits in large sums. */
export function createLinkGauge(first: AgentMetric, second: AgentMetric): Gauge {
  let count = 0;
  const means = { first: 0, second: 0 };
  const squares = { first: 0, second: 0, product: 0 };
  return {
    add: (agent) => {
      count += 1;
      const before = { first: agent[first] - means.first, second: agent[second] - means.second };
      means.first += before.first / count;
      means.second += before.second / count;
      const after = agent[second] - means.second;
      squares.first += before.first * (agent[first] - means.first);
      squares.second += before.second * after;
      squares.product += before.first * after;
    },
    read: () => ({ measured: squares.product / Math.sqrt(squares.first * squares.second), against: 0 }),
  };
}
