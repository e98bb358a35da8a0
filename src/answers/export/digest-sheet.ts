import { formatValue } from '../../catalog/derive/format.ts';
import type { Alert } from '../../insights/alert.ts';
import type { Reason } from '../../insights/alert-facts.ts';
import type { Digest, Mover } from '../../insights/digest.ts';
import { predictionLabel } from '../insight-words.ts';
import { reasonMetric } from '../reason-words.ts';
import { columnTitle, type Sheet, type SheetValue } from './sheet.ts';

/** Everybody whom a digest names: those of new and of resolved alerts, and those who moved most. */
export function digestSheet({ fired, resolved, movers }: Digest): Sheet {
  return {
    columns: [
      'What',
      'Id',
      'Name',
      'Prediction',
      'Risk',
      columnTitle('Money at risk a year', 'usd'),
      'Figure',
      'Now',
      'Before',
      columnTitle('Between them', 'days'),
    ],
    rows: [
      ...fired.first.map((alert) => alertRow('New risk', alert)),
      ...resolved.first.map((alert) => alertRow('Resolved', alert)),
      ...movers.worse.map((mover) => moverRow('Worse', mover)),
      ...movers.better.map((mover) => moverRow('Better', mover)),
    ],
    notes: [...leftOut('new risks', fired), ...leftOut('resolved', resolved)],
  };
}

function alertRow(what: string, { facts, now }: Alert): SheetValue[] {
  const { entityId, name, dataset, predictionType } = facts;
  const [risk, money] = [now.riskScore, now.moneyAtRisk ?? null];
  return [what, entityId, name, predictionLabel(predictionType), risk, money, ...figureOf(dataset, now.headline)];
}

function moverRow(what: string, { entityId, name, dataset, reason }: Mover): SheetValue[] {
  return [what, entityId, name, null, null, null, ...figureOf(dataset, reason)];
}

function figureOf(dataset: string, reason: Reason): SheetValue[] {
  const { label, unit } = reasonMetric(dataset, reason);
  return [columnTitle(label, unit), reason.value, reason.before?.value ?? null, reason.before?.days ?? null];
}

function leftOut(what: string, { total, first }: Digest['fired']): string[] {
  return total > first.length
    ? [`Of the ${formatValue(total, 'count')} ${what} the first ${formatValue(first.length, 'count')}.`]
    : [];
}
