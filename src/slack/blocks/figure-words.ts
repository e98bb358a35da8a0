import type { Cell, Figure } from '../../answers/answer.ts';
import { shortDay } from '../../answers/looking-back/days.ts';
import type { Unit } from '../../catalog/define-dataset.ts';
import { asShown, formatDelta, formatValue } from '../../catalog/derive/format.ts';

export const tooFew = 'too few to say';

/** The figure itself: `71.2`, `$12,300`, or that too few people stand behind it. */
export function figureValue(figure: Figure): string {
  return figure.value === null ? tooFew : formatValue(figure.value, figure.unit);
}

/** What stands beside a figure: how many, the share of the fleet, the delta against it and whether that is good. */
export function figureContext(figure: Figure): string {
  const parts = figure.unit === 'count' && figure.value === figure.n ? [] : [`n ${formatValue(figure.n, 'count')}`];
  if (figure.share !== undefined)
    parts.push(`${formatValue(figure.share, 'percent')} of ${figure.shareOf ?? 'the fleet'}`);
  for (const words of [deltaWords(figure), pastWords(figure)]) if (words !== undefined) parts.push(words);
  return parts.join(' · ');
}

const verdictMark = { better: '🟢 better', worse: '🔴 worse', same: '⚪ about the same' } as const;

/** The mark and word for better or worse: never a colour alone. */
export function verdictWords(verdict: 'better' | 'worse' | 'same'): string {
  return verdictMark[verdict];
}

function deltaWords({ value, unit, fleet }: Figure): string | undefined {
  if (value === null || fleet === undefined) return undefined;
  const all = formatValue(fleet.value, unit);
  return `${formatDelta(asShown(value, unit) - asShown(fleet.value, unit), unit)} against ${fleet.name ?? 'the fleet'} (${all}), ${verdictWords(fleet.verdict)}`;
}

/** What has become of the figure since a day: `▼ 3.2 points since 13 Nov (60.1 %), 🟢 better`. */
function pastWords({ value, unit, past }: Figure): string | undefined {
  if (value === null || past === undefined) return undefined;
  const delta = formatDelta(asShown(value, unit) - asShown(past.value, unit), unit);
  const arrow = delta.startsWith('±') ? '' : delta.startsWith('-') ? '▼ ' : '▲ ';
  const verdict = past.verdict === undefined ? '' : `, ${verdictWords(past.verdict)}`;
  const size = delta.startsWith('±') ? delta : delta.slice(1);
  return `${arrow}${size} since ${shortDay(past.day)} (${formatValue(past.value, unit)})${verdict}`;
}

/** One table cell in words. */
export function cellWords(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'person':
      return cell.name;
    case 'number':
      return cell.value === null ? tooFew : formatValue(cell.value, cell.unit);
  }
}

/** What a chart's axis counts: nothing where the numbers need no unit. */
export function axisWords(unit: Unit): string | undefined {
  const words: Readonly<Record<Unit, string | undefined>> = {
    usd: 'US dollars',
    count: undefined,
    days: 'days',
    hours: 'hours',
    percent: 'percent',
    score: 'score',
  };
  return words[unit];
}
