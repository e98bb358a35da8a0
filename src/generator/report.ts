import { type Agent, agents } from '../catalog/datasets/agents.ts';
import { metricNamed, namesOfKind, valueLabel } from '../catalog/derive/attribute-names.ts';
import {
  type Expected,
  levelExpectations,
  linkExpectations,
  type SegmentValue,
  shareExpectations,
  type ValuesOfSegments,
} from './agents/expectations.ts';
import { type AgentMetric, type AgentSegment, segmentTargets } from './agents/recipe.ts';
import { createLevelGauge, createLinkGauge, createShareGauge, type Gauge, withValue } from './gauges.ts';

/** How many people have a value, beside how many should. Shares from 0 to 1. */
export interface DistributionRow {
  readonly segment: string;
  readonly value: string;
  readonly count: number;
  readonly share: number;
  readonly target: number;
  /** Share minus target. */
  readonly deviation: number;
}

/** One thing that should hold among the people, and whether it does. */
export interface ExpectationRow {
  /** The seed's own heading, or what else ties these figures together. */
  readonly group: string;
  readonly statement: string;
  readonly expected: Expected;
  readonly figure: 'mean' | 'correlation' | 'share';
  readonly measured: number;
  /** The same figure over everyone; 0 for a correlation. */
  readonly against: number;
  readonly holds: boolean;
}

export interface Report {
  readonly people: number;
  readonly distributions: readonly DistributionRow[];
  readonly expectations: readonly ExpectationRow[];
}

/** Each distribution beside its target and each expected correlation beside what it is. Reads the people once. */
export function reportOn(people: Iterable<Agent>): Report {
  const checks = [...levelChecks(), ...linkChecks(), ...shareChecks()];
  const counts = new Map<string, number>();
  const segments = namesOfKind(agents, 'segment') as readonly AgentSegment[];
  let count = 0;
  for (const agent of people) {
    count += 1;
    for (const segment of segments) {
      const key = countKey(segment, agent[segment]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const check of checks) check.gauge.add(agent);
  }
  return { people: count, distributions: distributionRows(counts, count), expectations: checks.map(rowOf) };
}

type Check = Omit<ExpectationRow, 'measured' | 'against' | 'holds'> & { readonly gauge: Gauge };

function rowOf({ gauge, ...check }: Check): ExpectationRow {
  const { measured, against } = gauge.read();
  const holds = check.expected === 'higher' ? measured > against : measured < against;
  return { ...check, measured, against, holds };
}

function levelChecks(): Check[] {
  return levelExpectations.flatMap(({ group, metrics, higher, lower }) =>
    metrics.flatMap((metric) =>
      [
        ...valuesIn(higher).map((pair) => ({ ...pair, expected: 'higher' as const })),
        ...valuesIn(lower).map((pair) => ({ ...pair, expected: 'lower' as const })),
      ].map(({ segment, value, expected }) => ({
        group,
        statement: `${metricLabel(metric)} of ${valueLabel(agents, segment, value)}`,
        expected,
        figure: 'mean' as const,
        gauge: createLevelGauge(metric, withValue({ segment, value })),
      })),
    ),
  );
}

function linkChecks(): Check[] {
  return linkExpectations.map(({ group, metrics: [first, second], expected }) => ({
    group,
    statement: `${metricLabel(first)} with ${metricLabel(second)}`,
    expected,
    figure: 'correlation',
    gauge: createLinkGauge(first, second),
  }));
}

function shareChecks(): Check[] {
  return shareExpectations.map(({ of, among, expected }) => ({
    group: 'Segments that go together',
    statement: `${valueLabel(agents, of.segment, of.value)} among ${valueLabel(agents, among.segment, among.value)}`,
    expected,
    figure: 'share',
    gauge: createShareGauge(withValue(of), withValue(among)),
  }));
}

function distributionRows(counts: ReadonlyMap<string, number>, people: number): DistributionRow[] {
  return Object.entries(segmentTargets).flatMap(([segment, targets]) =>
    Object.entries(targets).map(([value, target]) => {
      const count = counts.get(countKey(segment, value)) ?? 0;
      const share = count / people;
      return { segment, value, count, share, target, deviation: share - target };
    }),
  );
}

function countKey(segment: string, value: string): string {
  return `${segment}=${value}`;
}

function valuesIn(values: ValuesOfSegments): SegmentValue[] {
  return (Object.keys(values) as AgentSegment[]).flatMap((segment) =>
    (values[segment] ?? []).map((value) => ({ segment, value })),
  );
}

function metricLabel(metric: AgentMetric): string {
  return metricNamed(agents, metric).label;
}
