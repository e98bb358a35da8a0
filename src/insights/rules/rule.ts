import { type DatasetName, datasetNamed } from '../../catalog/catalog.ts';
import type { PredictionType } from '../../catalog/datasets/insights.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { metricNamed, segmentNamed } from '../../catalog/derive/attribute-names.ts';

/** A metric beyond a value. Once that was so, it lasts to `lastsTo`, so that a value near the threshold speaks once. */
export interface LevelCondition {
  readonly kind: 'level';
  readonly metric: string;
  /** `atLeast` and `atMost` include the value, `below` does not. */
  readonly is: 'atLeast' | 'atMost' | 'below';
  readonly value: number;
  readonly lastsTo: number;
}

/** A metric that moved by so much since so many days ago, by the sample; it lasts while the move is `lastsTo` or more. */
export interface MoveCondition {
  readonly kind: 'move';
  readonly metric: string;
  readonly goes: 'up' | 'down';
  /** Both in the metric's unit, above zero. */
  readonly by: number;
  readonly lastsTo: number;
  readonly withinDays: number;
}

export interface SegmentCondition {
  readonly kind: 'segment';
  readonly segment: string;
  readonly among: readonly string[];
}

/** Something that has not happened for so many days. */
export interface SilenceCondition {
  readonly kind: 'silence';
  readonly time: string;
  readonly days: number;
}

export type Condition = LevelCondition | MoveCondition | SegmentCondition | SilenceCondition;

/**
 * What a figure adds to the risk score: nothing at `from` or on the good side of it, all `points` at `to` and beyond.
 * So worse figures never give a lower score.
 */
export interface RiskPart {
  readonly metric: string;
  /** Absent: of the value. Given: of the move since so many days ago, signed. */
  readonly movedWithinDays?: number;
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** A figure that makes the trouble plain where it is bad itself, but does not decide. */
export interface Support {
  readonly metric: string;
  readonly is: 'atLeast' | 'atMost';
  readonly value: number;
}

/** How one kind of trouble shows in a member's figures. */
export interface Rule {
  readonly predictionType: PredictionType;
  readonly dataset: DatasetName;
  /** Alternatives: one is enough, and of it all conditions must hold. */
  readonly when: readonly (readonly Condition[])[];
  /** The metric that the alert is about; the next one where the member has no such figure. */
  readonly headline: readonly [string, ...string[]];
  readonly risk: { readonly base: number; readonly parts: readonly RiskPart[] };
  readonly support?: readonly Support[];
}

/** Checks what rules say about the catalogue, and that there is one rule a prediction type and dataset. */
export function defineRules(rules: readonly Rule[]): readonly Rule[] {
  const seen = new Set<string>();
  for (const rule of rules) {
    const dataset = datasetNamed(rule.dataset);
    for (const metric of metricsOf(rule)) metricNamed(dataset, metric);
    for (const condition of rule.when.flat()) checkCondition(dataset, rule, condition);
    if (rule.risk.parts.some(({ points, from, to }) => points <= 0 || from === to)) fault(rule, 'an idle part of risk');
    const name = `${rule.dataset} ${rule.predictionType}`;
    if (seen.has(name)) fault(rule, 'a second rule');
    seen.add(name);
  }
  return rules;
}

/** Every metric that a rule reads, each once. */
export function metricsOf({ when, headline, risk, support = [] }: Rule): readonly string[] {
  const inConditions = when.flat().flatMap((condition) => ('metric' in condition ? [condition.metric] : []));
  return [...new Set([...inConditions, ...headline, ...[...risk.parts, ...support].map(({ metric }) => metric)])];
}

function checkCondition(dataset: Dataset, rule: Rule, condition: Condition): void {
  if (condition.kind === 'segment') {
    const { values } = segmentNamed(dataset, condition.segment);
    if (condition.among.some((value) => !Object.hasOwn(values, value))) fault(rule, 'an unknown segment value');
  }
  if (condition.kind === 'silence' && dataset.attributes[condition.time]?.kind !== 'time') fault(rule, 'no such time');
  if (condition.kind === 'move' && condition.lastsTo > condition.by) fault(rule, 'an end before its start');
  if (condition.kind === 'level') {
    const { is, value, lastsTo } = condition;
    if (is === 'atLeast' ? lastsTo > value : lastsTo < value) fault(rule, 'an end before its start');
  }
}

function fault({ dataset, predictionType }: Rule, what: string): never {
  throw new Error(`The rule ${predictionType} of ${dataset} has ${what}`);
}
