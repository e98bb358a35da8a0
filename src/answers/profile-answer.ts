import type { Group, MetricStatistic } from '../analytics/analytics.ts';
import type { Attribute, Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, namesOfKind, valueLabel } from '../catalog/derive/attribute-names.ts';
import { formatValue } from '../catalog/derive/format.ts';
import type { AnyItem, ItemValue } from '../catalog/derive/item-schema.ts';
import { nounOf } from '../catalog/derive/nouns.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, Figure, NextStep, ProfileLine } from './answer.ts';
import { inSentence, statedValue, verdictOf } from './figures.ts';
import { findSubject } from './find-subject.ts';
import { type NoticedContext, noticedAbout } from './noticed-about.ts';
import { memberFigure, nameOf, traitsOf } from './people.ts';
import { blankAnswer, provenanceOf, type Source, stepTo } from './source.ts';
import { unfoundAnswer } from './unfound-answer.ts';

/**
 * Everything the record says of one person, each metric beside the average of their peers, and what was noticed
 * about them.
 */
export async function profileAnswer(
  intent: IntentOfKind<'profile'>,
  { repository, analytics }: Source,
  noticing: NoticedContext,
): Promise<Answer> {
  const { dataset } = repository;
  const found = await findSubject({ repository, analytics }, intent.subject);
  if (found.outcome !== 'one') return unfoundAnswer(intent, dataset, found);
  const { id, item } = found;
  const own = item[dataset.peers];
  const [peers, noticed] = await Promise.all([
    typeof own !== 'string'
      ? undefined
      : analytics.run({
          filters: [{ field: dataset.peers, op: 'in', values: [own] }],
          metrics: namesOfKind(dataset, 'metric'),
          statistics: { selection: usualFigures(dataset), fleet: [], groups: [] },
          fleet: false,
        }),
    noticedAbout(id, noticing),
  ]);
  const name = nameOf(dataset, item, id);
  return {
    ...blankAnswer(intent, name),
    profile: {
      id,
      name,
      traits: traitsOf(dataset, item),
      highlights: highlightsOf(dataset, item),
      lines: profileLines(dataset, item, peers?.selection),
    },
    notes: [...noticed.notes, ...noteOfPeers(dataset, own, peers?.selection)],
    steps: [
      ...(noticed.isSomething ? [insightsStep(id, name)] : []),
      ...(typeof own === 'string' ? [peersStep(intent, dataset, own)] : []),
    ],
    ...(peers !== undefined && { provenance: provenanceOf(peers.cost) }),
  };
}

function highlightsOf(dataset: Dataset, item: AnyItem): Figure[] {
  return dataset.keyMetrics.flatMap((metric) => {
    const value = item[metric];
    return typeof value === 'number' ? [memberFigure(dataset, metric, value)] : [];
  });
}

function profileLines(dataset: Dataset, item: AnyItem, peers: Group | undefined): ProfileLine[] {
  const of = peersLabel(dataset, item[dataset.peers]);
  return Object.entries(dataset.attributes).flatMap(([name, attribute]): ProfileLine[] => {
    if (attribute.kind === 'key' || attribute.kind === 'name') return [];
    const value = item[name];
    if (value === undefined)
      return [{ label: attribute.label, text: 'unknown', personal: attribute.kind === 'personal' }];
    const line = {
      label: attribute.label,
      text: textOf(dataset, name, attribute, value),
      personal: attribute.kind === 'personal',
    };
    const theirs = usualOf(dataset, name, value, peers);
    return [theirs === undefined ? line : { ...line, usual: { ...theirs, of } }];
  });
}

function textOf(dataset: Dataset, name: string, attribute: Attribute, value: ItemValue): string {
  if (attribute.kind === 'metric' && typeof value === 'number') return formatValue(value, attribute.unit);
  if (attribute.kind === 'time') return String(value).slice(0, 10);
  if (typeof value === 'object') return value.map((one) => valueLabel(dataset, name, one)).join(', ') || 'none';
  return valueLabel(dataset, name, String(value));
}

const usual = 'average';

/** What each of a member's own figures is held against. */
function usualFigures(dataset: Dataset): MetricStatistic[] {
  return namesOfKind(dataset, 'metric').map((metric) => ({ metric, statistic: usual }));
}

function usualOf(
  dataset: Dataset,
  name: string,
  value: ItemValue,
  peers: Group | undefined,
): Omit<NonNullable<ProfileLine['usual']>, 'of'> | undefined {
  const average = statedValue(peers?.statistics[name], usual);
  if (average === null || typeof value !== 'number') return undefined;
  const metric = metricNamed(dataset, name);
  return { text: formatValue(average, metric.unit), verdict: verdictOf(metric, value, average, { ofOne: true }) };
}

/** What those are called whom a member is compared with: `rookie agents`. */
export function peersLabel(dataset: Dataset, own: ItemValue | undefined): string {
  if (dataset.peers === dataset.nounsBy && typeof own === 'string') {
    return nounOf(dataset, [{ field: dataset.peers, op: 'in', values: [own] }]).many;
  }
  const label = typeof own === 'string' ? inSentence(valueLabel(dataset, dataset.peers, own)) : 'other';
  return `${label} ${dataset.noun.many}`;
}

function noteOfPeers(dataset: Dataset, own: ItemValue | undefined, peers: Group | undefined): string[] {
  if (peers === undefined) return [];
  return [`Beside each figure: the average of the ${formatValue(peers.count, 'count')} ${peersLabel(dataset, own)}.`];
}

function insightsStep(subject: string, name: string): NextStep {
  return { label: `Insights about ${name}`, intent: { kind: 'insights', subject, filters: [] } };
}

function peersStep(intent: IntentOfKind<'profile'>, dataset: Dataset, own: string): NextStep {
  return stepTo({
    kind: 'summary',
    dataset: intent.dataset,
    metrics: [],
    filters: [{ field: dataset.peers, op: 'in', values: [own] }],
  });
}
