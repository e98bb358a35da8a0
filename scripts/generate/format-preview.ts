import { type Agent, agents } from '../../src/catalog/datasets/agents.ts';
import { valueLabel } from '../../src/catalog/derive/attribute-names.ts';
import { formatMetric } from '../../src/catalog/derive/format.ts';
import { formatTable } from './format-table.ts';

const described = ['id', 'name', 'experienceLevel', 'businessModel', 'specialization', 'platformEngagement'] as const;
const measured = ['revenue', 'npsScore', 'churnRisk', 'retentionProbability', 'revenueAtRisk'] as const;

/** A few people as a table: who they are and what matters most about them. */
export function formatPreview(people: readonly Agent[]): string {
  const headings = [...described, ...measured].map((name) => agents.attributes[name].label);
  const rows = people.map((agent) => [
    ...described.map((name) => valueLabel(agents, name, agent[name])),
    ...measured.map((name) => formatMetric(agents, name, agent[name])),
  ]);
  return formatTable(
    headings,
    rows,
    measured.map((_, index) => described.length + index),
  );
}
