import type { Gauge } from './gauges.ts';

/** Whether a figure should lie above or below what it is held against, or hold of everybody. */
export type Expected = 'higher' | 'lower' | 'always';

/** How many members have a value, beside how many should. Shares from 0 to 1. */
export interface DistributionRow {
  readonly segment: string;
  readonly value: string;
  readonly count: number;
  readonly share: number;
  readonly target: number;
  /** Share minus target. */
  readonly deviation: number;
}

/** One thing that should hold among the members, and whether it does. */
export interface ExpectationRow {
  /** The seed's own heading, or what else ties these figures together. */
  readonly group: string;
  readonly statement: string;
  readonly expected: Expected;
  readonly figure: 'mean' | 'correlation' | 'share' | 'rule';
  readonly measured: number;
  /** The same figure over everyone; 0 for a correlation, 1 for a rule. */
  readonly against: number;
  readonly holds: boolean;
}

export interface Report {
  readonly dataset: string;
  readonly people: number;
  readonly distributions: readonly DistributionRow[];
  readonly expectations: readonly ExpectationRow[];
}

/** One expectation with what measures it. */
export type Check<Member> = Omit<ExpectationRow, 'measured' | 'against' | 'holds'> & {
  readonly gauge: Gauge<Member>;
};

interface ReportPlan<Member> {
  readonly dataset: string;
  /** The share of each value of each segment. */
  readonly targets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly ofSegment: (member: Member, segment: string) => string;
  readonly checks: readonly Check<Member>[];
}

/** Each distribution beside its target and each expectation beside what it is. Reads the members once. */
export function createReport<Member>(members: Iterable<Member>, plan: ReportPlan<Member>): Report {
  const { dataset, targets, ofSegment, checks } = plan;
  const counts = new Map<string, number>();
  let people = 0;
  for (const member of members) {
    people += 1;
    for (const segment in targets) {
      const key = countKey(segment, ofSegment(member, segment));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const check of checks) check.gauge.add(member);
  }
  const distributions = Object.entries(targets).flatMap(([segment, shares]) =>
    Object.entries(shares).map(([value, target]) => {
      const count = counts.get(countKey(segment, value)) ?? 0;
      const share = count / people;
      return { segment, value, count, share, target, deviation: share - target };
    }),
  );
  return { dataset, people, distributions, expectations: checks.map(rowOf) };
}

function rowOf<Member>({ gauge, ...check }: Check<Member>): ExpectationRow {
  const { measured, against } = gauge.read();
  const holds = { higher: measured > against, lower: measured < against, always: measured === against };
  return { ...check, measured, against, holds: holds[check.expected] };
}

const countKey = (segment: string, value: string): string => `${segment}=${value}`;
