import { entities } from '../../catalog/datasets/entities.ts';
import { createLinkGauge, createRuleGauge } from '../gauges.ts';
import type { GeneratedEntity } from '../generate-entities.ts';
import { type Check, createReport, type Report } from '../report.ts';
import { linkExpectations, ruleExpectations } from './expectations.ts';
import { typeTargets } from './recipe.ts';

/** How well entities are distributed and correlated, and how their histories fit them. */
export function reportOnEntities(members: Iterable<GeneratedEntity>): Report {
  return createReport(members, {
    dataset: entities.name,
    targets: typeTargets,
    ofSegment: ({ entity }) => entity.entity_type,
    checks: [...linkChecks(), ...ruleChecks()],
  });
}

function linkChecks(): Check<GeneratedEntity>[] {
  return linkExpectations.map(({ group, measures: [first, second], expected }) => ({
    group,
    statement: `${first.label} with ${second.label}`,
    expected,
    figure: 'correlation',
    gauge: createLinkGauge(first.of, second.of),
  }));
}

function ruleChecks(): Check<GeneratedEntity>[] {
  return ruleExpectations.map(({ group, statement, holds }) => ({
    group,
    statement,
    expected: 'always',
    figure: 'rule',
    gauge: createRuleGauge(holds),
  }));
}
