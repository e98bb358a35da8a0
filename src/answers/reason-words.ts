import { datasetNamed } from '../catalog/catalog.ts';
import type { Unit } from '../catalog/define-dataset.ts';
import { asShown, formatDelta, formatValue } from '../catalog/derive/format.ts';
import type { Reason } from '../insights/alert-facts.ts';

/** What a reason's metric is called and measured in; one that the catalogue has no more keeps its bare name. */
export function reasonMetric(dataset: string, { metric }: Reason): { readonly label: string; readonly unit: Unit } {
  const attribute = datasetNamed(dataset).attributes[metric];
  return attribute?.kind === 'metric' ? attribute : { label: metric, unit: 'score' };
}

/** How a figure moved: "+17 in 7 days"; nothing where it is not known what it was. */
export function moveWords(dataset: string, reason: Reason): string | undefined {
  const { value, before } = reason;
  if (before === undefined) return undefined;
  const { unit } = reasonMetric(dataset, reason);
  const days = before.days === 1 ? 'day' : 'days';
  const since = before.days === 0 ? 'just now' : `in ${before.days} ${days}`;
  return `${formatDelta(asShown(value, unit) - asShown(before.value, unit), unit)} ${since}`;
}

/** "Churn risk 82, +17 in 7 days". */
export function reasonWords(dataset: string, reason: Reason): string {
  const { label, unit } = reasonMetric(dataset, reason);
  const moved = moveWords(dataset, reason);
  return `${label} ${formatValue(reason.value, unit)}${moved === undefined ? '' : `, ${moved}`}`;
}
