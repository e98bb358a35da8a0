import { datasetNamed } from '../../catalog/catalog.ts';
import type { Unit } from '../../catalog/define-dataset.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Reason } from '../alert-facts.ts';
import type { ExplanationDraft } from './explainer.ts';

/** In what a figure is: a text must not make dollars of days. */
export type FigureKind = 'money' | 'percent' | 'days' | 'hours' | 'plain';

/** A number that a text may name. `level`: what something is or was. `change`: how it moved, with its sign. */
export interface KnownFigure {
  readonly kind: FigureKind;
  readonly role: 'level' | 'change';
  readonly value: number;
}

const kinds: Readonly<Record<Unit, FigureKind>> = {
  usd: 'money',
  percent: 'percent',
  days: 'days',
  hours: 'hours',
  count: 'plain',
  score: 'plain',
};

/** Every figure of a record: values, changes, thresholds, days, money and the risk score. */
export function knownFigures(draft: ExplanationDraft): readonly KnownFigure[] {
  const { dataset, headline, reasons, moneyAtRisk, riskScore, silentDays } = draft;
  const figures = [headline, ...reasons].flatMap((reason) => figuresOf(dataset, reason));
  figures.push({ kind: 'plain', role: 'level', value: riskScore });
  if (moneyAtRisk !== undefined) figures.push({ kind: 'money', role: 'level', value: moneyAtRisk });
  if (silentDays !== undefined) figures.push({ kind: 'days', role: 'level', value: silentDays });
  return figures;
}

function figuresOf(dataset: ExplanationDraft['dataset'], { metric, value, before, threshold }: Reason): KnownFigure[] {
  const { unit, range, label } = metricNamed(datasetNamed(dataset), metric);
  const kind = kinds[unit];
  const figures: KnownFigure[] = [{ kind, role: 'level', value }];
  // A trend is itself a change: "engagement fell by 12.3 %".
  if (range[0] < 0) figures.push({ kind, role: 'change', value });
  if (threshold !== undefined) figures.push({ kind, role: 'level', value: threshold });
  if (before !== undefined) {
    figures.push({ kind, role: 'level', value: before.value });
    figures.push({ kind, role: 'change', value: value - before.value });
    if (before.days > 0) figures.push({ kind: 'days', role: 'level', value: before.days });
  }
  for (const [, days] of label.matchAll(/(\d+) days/gu))
    figures.push({ kind: 'days', role: 'level', value: Number(days) });
  return figures;
}

/** Whether a number is a figure, as it is or rounded as people are shown figures. */
export function isRoundingOf(number: number, { kind, value }: Pick<KnownFigure, 'kind' | 'value'>): boolean {
  const size = Math.abs(value);
  const roundings = [value, Math.round(value), Math.sign(value) * Math.round(size), Math.round(value * 10) / 10];
  if (kind === 'money') {
    // $48,231 may be said as $48,200 or $48k: no reader decides otherwise by less than one in a hundred.
    const coarse = [100, 1_000].map((step) => Math.round(value / step) * step);
    roundings.push(...coarse.filter((rounded) => Math.abs(rounded - value) <= size * 0.01));
  }
  return roundings.some((rounded) => Math.abs(rounded - number) < 1e-6 * Math.max(1, size));
}
