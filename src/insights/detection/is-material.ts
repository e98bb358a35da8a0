import { type DatasetName, datasetNamed } from '../../catalog/catalog.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Told } from './fingerprint.ts';

/** Whoever reads an alert takes the same decision at $48,200 and at $48,600. */
const moneyShare = 0.01;

/** Whether figures differ from those that were told by more than people would care for. */
export function isMaterial(dataset: DatasetName, told: Told, figures: Told): boolean {
  const { metric } = figures.headline;
  if (metric !== told.headline.metric || Math.abs(figures.riskScore - told.riskScore) >= 1) return true;
  const isMoney = metricNamed(datasetNamed(dataset), metric).unit === 'usd';
  const [before, after] = [told.headline.value, figures.headline.value];
  if (isMoney ? hasMoneyMoved(before, after) : Math.abs(after - before) >= 1) return true;
  return hasMoneyMoved(told.moneyAtRisk ?? 0, figures.moneyAtRisk ?? 0);
}

function hasMoneyMoved(before: number, after: number): boolean {
  return Math.abs(after - before) > Math.abs(before) * moneyShare;
}
