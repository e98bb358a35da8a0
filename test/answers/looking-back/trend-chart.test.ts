import { describe, expect, it } from 'vitest';
import { plusDays } from '../../../src/answers/looking-back/days.ts';
import type { LivingTrack } from '../../../src/answers/looking-back/tracks.ts';
import { drawable, shownDays } from '../../../src/answers/looking-back/trend-chart.ts';

const first = '2026-01-01';

/** A group of so many people whose churn was known on so many days. */
function trackOf(line: string, n: number, days = 60): LivingTrack {
  const known = Array.from({ length: days }, (_, at) => [plusDays(first, at), { value: at, n }] as const);
  return {
    line,
    measure: { metric: 'churnRisk', statistic: 'average' },
    label: 'Average churn risk',
    unit: 'score',
    now: { value: 50, n },
    past: new Map(known),
  };
}

const linesOf = (tracks: readonly LivingTrack[] | undefined) => tracks?.map(({ line }) => line);

describe('what is drawn together', () => {
  it('is at most six groups, the largest, in their own order', () => {
    const sizes = [9, 30, 7, 40, 8, 50, 60, 70];

    const drawn = drawable(sizes.map((n) => trackOf(`${n}`, n)));

    expect(linesOf(drawn)).toEqual(['9', '30', '40', '50', '60', '70']);
  });

  it('is of one unit', () => {
    const drawn = drawable([trackOf('churn', 9), { ...trackOf('revenue', 90), unit: 'usd' }, trackOf('NPS', 9)]);

    expect(linesOf(drawn)).toEqual(['churn', 'NPS']);
  });

  it('is not cut short for a group that is known of a few days only', () => {
    const drawn = drawable([trackOf('new', 90, 3), trackOf('old', 9)]) ?? [];

    expect(linesOf(drawn)).toEqual(['old']);
    expect(shownDays(drawn)).toHaveLength(11);
  });

  it('is nothing where nobody has a past', () => {
    expect(drawable([])).toBeUndefined();
  });
});

describe('the days that are shown', () => {
  it('are as many as can be read below a chart, evenly, the first and the last among them', () => {
    const days = shownDays([trackOf('whole', 10)]);

    const gaps = days.slice(1).map((day, at) => (Date.parse(day) - Date.parse(days[at] ?? day)) / 86_400_000);
    expect(days).toHaveLength(11);
    expect([days[0], days.at(-1)]).toEqual([first, plusDays(first, 59)]);
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
  });

  it('are those on which every group is known', () => {
    const gap = trackOf('gap', 10, 4);
    const past = new Map([...gap.past].filter(([day]) => day !== '2026-01-02'));

    expect(shownDays([trackOf('whole', 10, 4), { ...gap, past }])).toEqual(['2026-01-01', '2026-01-03', '2026-01-04']);
  });
});
