import { type DatasetName, datasetNamed } from '../../catalog/catalog.ts';
import { keyName, nameName, namesOfKind } from '../../catalog/derive/attribute-names.ts';
import { metricsOf, type Rule } from './rule.ts';
import { rules } from './rules.ts';

/** The metric that says how many US dollars a year are at stake, by dataset; the others know none. */
const moneyMetrics: Partial<Readonly<Record<DatasetName, string>>> = { agents: 'revenueAtRisk' };

export function moneyMetric(dataset: DatasetName): string | undefined {
  return moneyMetrics[dataset];
}

/** The rules of one dataset. */
export function rulesOf(dataset: DatasetName): readonly Rule[] {
  return rules.filter((rule) => rule.dataset === dataset);
}

/** The attributes whose change can change what a rule says; what only supports it is not among them. */
export function watchedBy(rule: Rule): readonly string[] {
  const conditions = rule.when.flat().map((condition) => {
    if (condition.kind === 'segment') return condition.segment;
    return condition.kind === 'silence' ? condition.time : condition.metric;
  });
  const parts = rule.risk.parts.map(({ metric }) => metric);
  const money = moneyMetric(rule.dataset);
  return [...new Set([...conditions, ...rule.headline, ...parts, ...(money === undefined ? [] : [money])])];
}

/** The metrics of which a daily sample is kept: those that rules look back at, and those that people read. */
export function sampledMetrics(dataset: DatasetName): readonly string[] {
  const { attention } = datasetNamed(dataset);
  const metrics = new Set(namesOfKind(datasetNamed(dataset), 'metric'));
  const watched = rulesOf(dataset).flatMap(watchedBy);
  return [...new Set([...watched.filter((name) => metrics.has(name)), attention])];
}

/** All that detection reads of an item: rules, key, name and segments. No personal attributes. */
export function detectionAttributes(dataset: DatasetName): readonly string[] {
  const declared = datasetNamed(dataset);
  const name = nameName(declared);
  const read = rulesOf(dataset).flatMap((rule) => [...watchedBy(rule), ...metricsOf(rule)]);
  const names = [keyName(declared), ...(name === undefined ? [] : [name]), ...namesOfKind(declared, 'segment')];
  return [...new Set([...names, ...read, ...sampledMetrics(dataset)])];
}
