import { type Agent, agents } from '../../catalog/datasets/agents.ts';
import { metricNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import { createLevelGauge, createLinkGauge, createShareGauge } from '../gauges.ts';
import { type Check, createReport, type Report } from '../report.ts';
import {
  levelExpectations,
  linkExpectations,
  type SegmentValue,
  shareExpectations,
  type ValuesOfSegments,
} from './expectations.ts';
import { type AgentMetric, type AgentSegment, segmentTargets } from './recipe.ts';

/** How well agents are distributed and correlated. */
export function reportOnAgents(people: Iterable<Agent>): Report {
  return createReport(people, {
    dataset: agents.name,
    targets: segmentTargets,
    ofSegment: (agent, segment) => agent[segment as AgentSegment],
    checks: [...levelChecks(), ...linkChecks(), ...shareChecks()],
  });
}

function levelChecks(): Check<Agent>[] {
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
        gauge: createLevelGauge<Agent>((agent) => agent[metric], withValue({ segment, value })),
      })),
    ),
  );
}

function linkChecks(): Check<Agent>[] {
  return linkExpectations.map(({ group, metrics: [first, second], expected }) => ({
    group,
    statement: `${metricLabel(first)} with ${metricLabel(second)}`,
    expected,
    figure: 'correlation',
    gauge: createLinkGauge<Agent>(
      (agent) => agent[first],
      (agent) => agent[second],
    ),
  }));
}

function shareChecks(): Check<Agent>[] {
  return shareExpectations.map(({ of, among, expected }) => ({
    group: 'Segments that go together',
    statement: `${valueLabel(agents, of.segment, of.value)} among ${valueLabel(agents, among.segment, among.value)}`,
    expected,
    figure: 'share',
    gauge: createShareGauge(withValue(of), withValue(among)),
  }));
}

/** Who has that value in that segment. */
function withValue({ segment, value }: SegmentValue): (agent: Agent) => boolean {
  return (agent) => agent[segment] === value;
}

function valuesIn(values: ValuesOfSegments): SegmentValue[] {
  return (Object.keys(values) as AgentSegment[]).flatMap((segment) =>
    (values[segment] ?? []).map((value) => ({ segment, value })),
  );
}

function metricLabel(metric: AgentMetric): string {
  return metricNamed(agents, metric).label;
}
