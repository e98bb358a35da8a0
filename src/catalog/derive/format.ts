import type { Dataset, Unit } from '../define-dataset.ts';
import { metricNamed } from './attribute-names.ts';

const suffix: Readonly<Record<Unit, string>> = {
  usd: '',
  count: '',
  days: ' days',
  hours: ' h',
  percent: ' %',
  score: '',
};

const grouped = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits });
const whole = grouped(0);
const tenths = grouped(1);

/** A figure with its unit, for people: `$1,234`, `62.4`, `8.3 h`, `-4.1 %`, `27 days`. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'usd') return `${value < 0 ? '-' : ''}$${whole.format(Math.abs(value))}`;
  const rounded = Math.abs(value) < 0.05 ? 0 : value;
  const text = (Number.isInteger(rounded) ? whole : tenths).format(rounded);
  return unit === 'days' && text === '1' ? '1 day' : `${text}${suffix[unit]}`;
}

/** The value with the digits that people are shown, so that what they recompute comes out as printed. */
export function asShown(value: number, unit: Unit): number {
  return unit === 'usd' ? Math.round(value) : Math.round(value * 10) / 10;
}

/** A difference with its sign and unit: `+4.2`, `-$310`, `±0`; between percentages it is in points. */
export function formatDelta(value: number, unit: Unit): string {
  const size = formatValue(Math.abs(value), unit === 'percent' ? 'score' : unit);
  const text = unit === 'percent' ? `${size} ${size === '1' ? 'point' : 'points'}` : size;
  if (asShown(value, unit) === 0) return `±${text}`;
  return `${value > 0 ? '+' : '-'}${text}`;
}

/** A count of members with the right noun: `1 agent`, `1,204 agents`. */
export function formatCount({ noun }: Pick<Dataset, 'noun'>, count: number): string {
  return `${whole.format(count)} ${count === 1 ? noun.one : noun.many}`;
}

/** A metric's value with its unit. */
export function formatMetric(dataset: Dataset, metric: string, value: number): string {
  return formatValue(value, metricNamed(dataset, metric).unit);
}
