import { predictionLabel } from '../../answers/insight-words.ts';
import { datasetNamed } from '../../catalog/catalog.ts';
import { formatCount } from '../../catalog/derive/format.ts';
import type { Alert, AlertStatus } from '../../insights/alert.ts';

const compact = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
});

const told: readonly (readonly [AlertStatus, string])[] = [
  ['acknowledged', 'acknowledged'],
  ['snoozed', 'snoozed'],
  ['resolved', 'resolved'],
];

/** Several alerts in one line: `12 agents · high churn risk · $1.2M a year at risk · 3 acknowledged, 2 resolved`. */
export function groupWords(members: readonly Alert[]): string {
  return [...subjectWords(members), ...money(members), ...statuses(members)].join(' · ');
}

/** Who it is about and what was predicted: `12 agents · high churn risk`. */
function subjectWords(members: readonly Alert[]): string[] {
  const [dataset, ...otherDatasets] = new Set(members.map(({ facts }) => facts.dataset));
  const subjects = new Set(members.map(({ facts }) => facts.entityId)).size;
  const count =
    dataset === undefined || otherDatasets.length > 0
      ? `${subjects} at risk`
      : formatCount(datasetNamed(dataset), subjects);
  const [type, ...otherTypes] = new Set(members.map(({ facts }) => facts.predictionType));
  if (type === undefined) return [count];
  return [count, otherTypes.length > 0 ? 'several kinds of risk' : predictionLabel(type).toLowerCase()];
}

/** What the members that are not resolved put at risk together; one member is counted once. */
function money(members: readonly Alert[]): string[] {
  const bySubject = new Map<string, number>();
  for (const { facts, now, status } of members) {
    if (status === 'resolved' || now.moneyAtRisk === undefined) continue;
    bySubject.set(facts.entityId, Math.max(bySubject.get(facts.entityId) ?? 0, now.moneyAtRisk));
  }
  const total = [...bySubject.values()].reduce((sum, each) => sum + each, 0);
  return total > 0 ? [`${compact.format(total)} a year at risk`] : [];
}

function statuses(members: readonly Alert[]): string[] {
  const counts = told.flatMap(([status, words]) => {
    const count = members.filter((each) => each.status === status).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return counts.length === 0 ? [] : [counts.join(', ')];
}
