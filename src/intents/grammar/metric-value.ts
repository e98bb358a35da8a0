import { formatValue } from '../../catalog/derive/format.ts';
import type { Piece } from './pieces.ts';

/** "NPS runs from 0 to 100." */
export function rangeSentence(
  label: string,
  unit: Parameters<typeof formatValue>[1],
  [lowest, highest]: readonly [number, number],
): string {
  return `${label} runs from ${formatValue(lowest, unit)} to ${formatValue(highest, unit)}.`;
}

const hoursIn: Partial<Record<NonNullable<Piece['unit']>, number>> = {
  minute: 1 / 60,
  hour: 1,
  day: 24,
  week: 168,
  month: 720,
  year: 8_760,
};

/** A number in a metric's unit: "2 days" of response time are 48 hours. */
export function inUnit(number: Piece & { value: number }, unit: string): number {
  if (number.unit === 'million') return number.value * 1_000_000;
  const hours = number.unit === undefined ? undefined : hoursIn[number.unit];
  if (hours === undefined || (unit !== 'hours' && unit !== 'days')) return number.value;
  return Number(((number.value * hours) / (unit === 'days' ? 24 : 1)).toFixed(6));
}
