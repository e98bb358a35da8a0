/** A kind of question whose cost is measured, and how people ask it. */
export interface AskedKind {
  readonly name: string;
  /** Typed after `/agents`. */
  readonly text: string;
  /** What is measured of all that its answer asks for; everything when left out. */
  readonly part?: AskedPart;
  /** `summary` for what is several queries in one: most answers, and the search for a name that nobody has. */
  readonly size: 'query' | 'summary';
}

/**
 * One query out of an answer: how many are selected, its first figure, all its figures of the selection, the search
 * for a name, or what comes after that.
 */
export type AskedPart = 'count' | 'figure' | 'figures' | 'name' | 'peers';

/** Each kind of question about many, single queries first. */
export const askedKinds: readonly AskedKind[] = [
  { name: 'count of a group', text: 'rookie', part: 'count', size: 'query' },
  { name: 'one figure of a group', text: 'churn rookie', part: 'figure', size: 'query' },
  { name: 'average, median and p90 of a group', text: 'churn rookie', part: 'figures', size: 'query' },
  { name: 'breakdown of a group', text: 'churn by region luxury', size: 'query' },
  { name: 'breakdown of everyone', text: 'churn by experience', size: 'query' },
  { name: 'top 10', text: 'top 10 revenue at risk', size: 'query' },
  { name: 'first page of 1,000', text: 'top 1000 churn', size: 'query' },
  { name: 'comparison of two', text: 'compare rookie veteran churn nps', size: 'query' },
  {
    name: 'count by three thresholds',
    text: 'churn > 40 nps < 50 revenue at risk > 10000',
    part: 'count',
    size: 'query',
  },
  { name: 'count by a list', text: 'virtual tours', part: 'count', size: 'query' },
  { name: 'count by a time', text: 'joined since 2025-07-01', part: 'count', size: 'query' },
  { name: 'a name', text: 'Jane Fisher', part: 'name', size: 'query' },
  { name: 'a name with a slip', text: 'Jane Fishre', part: 'name', size: 'summary' },
  { name: 'peers of a profile', text: 'Jane Fisher', part: 'peers', size: 'query' },
  { name: 'why', text: 'why churn rookie', size: 'summary' },
  { name: 'whole summary, one metric', text: 'churn rookie', size: 'summary' },
  { name: 'whole summary, no metric', text: 'rookie', size: 'summary' },
  { name: 'whole summary of everyone', text: 'churn', size: 'summary' },
];
