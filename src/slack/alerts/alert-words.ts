import { datasetNamed } from '../../catalog/catalog.ts';
import { insights } from '../../catalog/datasets/insights.ts';
import type { Dataset, MetricAttribute } from '../../catalog/define-dataset.ts';
import { valueLabel } from '../../catalog/derive/attribute-names.ts';
import { asShown, formatDelta, formatValue } from '../../catalog/derive/format.ts';
import type { Alert } from '../../insights/alert.ts';
import type { AlertFacts, Reason } from '../../insights/alert-facts.ts';

type Measured = Pick<MetricAttribute, 'label' | 'unit' | 'better'>;

/** What a reason's metric is called and measured in; one that the catalogue has no more keeps its bare name. */
function measured(dataset: Dataset, metric: string): Measured {
  const attribute = dataset.attributes[metric];
  return attribute?.kind === 'metric' ? attribute : { label: metric, unit: 'score', better: 'lower' };
}

/** What the alert's number is of: `Churn risk`. */
export function headlineLabel({ facts, now }: Alert): string {
  return measured(datasetNamed(facts.dataset), now.headline.metric).label;
}

/** The alert's number as it is now and how it moved: `82, +17 in 7 days, worse`. */
export function headlineWords({ facts, now }: Alert): string {
  return valueWords(datasetNamed(facts.dataset), now.headline);
}

/** A reason in words: `Churn risk 82, +17 in 7 days, worse (line: 80)`. */
export function reasonWords(datasetName: string, reason: Reason): string {
  const dataset = datasetNamed(datasetName);
  const { label, unit } = measured(dataset, reason.metric);
  const line = reason.threshold === undefined ? '' : ` (line: ${formatValue(reason.threshold, unit)})`;
  return `${label} ${valueWords(dataset, reason)}${line}`;
}

function valueWords(dataset: Dataset, { metric, value, before }: Reason): string {
  const { unit, better } = measured(dataset, metric);
  const shown = formatValue(value, unit);
  if (before === undefined) return shown;
  const moved = asShown(value, unit) - asShown(before.value, unit);
  if (moved === 0) return `${shown}, unchanged ${periodWords(before.days)}`;
  const verdict = moved > 0 === (better === 'higher') ? 'better' : 'worse';
  return `${shown}, ${formatDelta(moved, unit)} ${periodWords(before.days)}, ${verdict}`;
}

function periodWords(days: number): string {
  if (days === 0) return 'just now';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}

/** `High churn risk`. */
export function predictionLabel(type: AlertFacts['predictionType']): string {
  return valueLabel(insights, 'prediction_type', type);
}

/** `$45,000 a year at risk`; nothing where no money is known. */
export function moneyWords(dollars: number | undefined): string | undefined {
  return dollars === undefined ? undefined : `${formatValue(dollars, 'usd')} a year at risk`;
}

/** Name and id as people tell members apart: `Maria Price (agent-42)`; the id alone where it is the name. */
export function whoWords({ name, entityId }: AlertFacts): string {
  return name === entityId ? entityId : `${name} (${entityId})`;
}

/** The member's segments in words, in the order in which the dataset declares them. */
export function traitsWords({ dataset: datasetName, segments }: AlertFacts): string {
  const dataset = datasetNamed(datasetName);
  return Object.keys(dataset.attributes)
    .flatMap((name) => (segments[name] === undefined ? [] : [valueLabel(dataset, name, segments[name])]))
    .join(' · ');
}

/** Text from data on one line: control characters and line breaks in it become spaces. */
export function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
