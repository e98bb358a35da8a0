import { datasetNamed } from '../../catalog/catalog.ts';
import type { Unit } from '../../catalog/define-dataset.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { asShown, formatValue } from '../../catalog/derive/format.ts';
import type { Reason } from '../alert-facts.ts';
import type { ExplanationDraft } from './explainer.ts';

type DatasetName = ExplanationDraft['dataset'];

/** A reason's value with its unit: `82`, `$48,200`. */
export function formatFigure(dataset: DatasetName, { metric, value }: Reason): string {
  return formatValue(value, unitOf(dataset, metric));
}

/** `Churn risk is 82, up 17 in 7 days`, or `churn risk is …` within a sentence. */
export function figurePhrase(dataset: DatasetName, reason: Reason, place: 'start' | 'within' = 'start'): string {
  const { label, unit, range } = metricNamed(datasetNamed(dataset), reason.metric);
  const subject = place === 'start' ? label : withinSentence(label);
  // How a trend moved is more than people want to know.
  const move = range[0] < 0 ? '' : movePhrase(dataset, reason);
  return `${subject} ${unit === 'count' ? 'are at' : 'is'} ${formatFigure(dataset, reason)}${move}`;
}

/** How a figure moved, with the comma before it: `, up 17 in 7 days`, `, down from 74`; empty where it did not. */
export function movePhrase(dataset: DatasetName, { metric, value, before }: Reason): string {
  const unit = unitOf(dataset, metric);
  const moved = before === undefined ? 0 : value - before.value;
  if (before === undefined || asShown(moved, unit) === 0) return '';
  const direction = moved > 0 ? 'up' : 'down';
  if (before.days === 0) return `, ${direction} from ${formatValue(before.value, unit)}`;
  return `, ${direction} ${differencePhrase(moved, unit)} in ${daysPhrase(before.days)}`;
}

/** A difference without its sign; between percentages it is in points. */
export function differencePhrase(difference: number, unit: Unit): string {
  const size = formatValue(Math.abs(difference), unit === 'percent' ? 'score' : unit);
  if (unit !== 'percent') return size;
  return `${size} ${size === '1' ? 'point' : 'points'}`;
}

export function daysPhrase(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** Several parts as people list them. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

export function unitOf(dataset: DatasetName, metric: string): Unit {
  return metricNamed(datasetNamed(dataset), metric).unit;
}

/** A label in the middle of a sentence: `NPS` stays as it is. */
function withinSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? `${label[0]?.toLowerCase()}${label.slice(1)}` : label;
}
