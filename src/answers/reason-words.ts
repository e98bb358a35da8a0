import { datasetNamed } from '../catalog/catalog.ts';
import type { MetricAttribute } from '../catalog/define-dataset.ts';
import { asShown, formatDelta, formatValue } from '../catalog/derive/format.ts';
import type { Reason } from '../insights/alert-facts.ts';

/** What a reason's metric is called and measured in; one that the catalogue has no more keeps its bare name. */
export function reasonMetric(
  dataset: string,
  { metric }: Pick<Reason, 'metric'>,
): Pick<MetricAttribute, 'label' | 'unit' | 'better'> {
  const attribute = datasetNamed(dataset).attributes[metric];
  return attribute?.kind === 'metric' ? attribute : { label: metric, unit: 'score', better: 'lower' };
}

/** How a figure moved: "+17 in 7 days", "unchanged in 1 day"; nothing where it is not known what it was. */
export function moveWords(dataset: string, reason: Reason): string | undefined {
  const { before } = reason;
  if (before === undefined) return undefined;
  const moved = moveOf(dataset, reason, before.value);
  const amount = moved === 0 ? 'unchanged' : formatDelta(moved, reasonMetric(dataset, reason).unit);
  const days = before.days === 1 ? 'day' : 'days';
  return `${amount} ${before.days === 0 ? 'just now' : `in ${before.days} ${days}`}`;
}

/** A figure, how it moved, and whether that is good: "82, +17 in 7 days, worse". */
export function valueWords(dataset: string, reason: Reason): string {
  const { unit, better } = reasonMetric(dataset, reason);
  const { value, before } = reason;
  const moved = before === undefined ? 0 : moveOf(dataset, reason, before.value);
  const verdict = moved > 0 === (better === 'higher') ? 'better' : 'worse';
  return [formatValue(value, unit), moveWords(dataset, reason), moved === 0 ? undefined : verdict]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** "Churn risk 82, +17 in 7 days, worse (line: 80)". */
export function reasonWords(dataset: string, reason: Reason): string {
  return `${reasonMetric(dataset, reason).label} ${valueWords(dataset, reason)}${lineWords(dataset, reason)}`;
}

/** Where the line is that a figure crossed, with the space before it: " (line: 80)"; empty where there is none. */
export function lineWords(dataset: string, reason: Reason): string {
  const { threshold } = reason;
  return threshold === undefined ? '' : ` (line: ${formatValue(threshold, reasonMetric(dataset, reason).unit)})`;
}

/** "$45,000 a year at risk"; nothing where no money is known. */
export function moneyWords(dollars: number | undefined): string | undefined {
  return dollars === undefined ? undefined : `${formatValue(dollars, 'usd')} a year at risk`;
}

/** The same beside a figure; nothing where that figure is the money itself. */
export function moneyBeside(dataset: string, reason: Reason, dollars: number | undefined): string | undefined {
  const isSame = reasonMetric(dataset, reason).unit === 'usd' && reason.value === dollars;
  return isSame ? undefined : moneyWords(dollars);
}

/** By how much a figure moved as people see it: the difference of what is shown. */
function moveOf(dataset: string, reason: Reason, before: number): number {
  const { unit } = reasonMetric(dataset, reason);
  return asShown(reason.value, unit) - asShown(before, unit);
}
