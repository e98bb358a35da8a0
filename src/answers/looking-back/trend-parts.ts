import type { Answer } from '../answer.ts';
import { changeSentence } from './change-words.ts';
import { longDay } from './days.ts';
import { firstMeasured, type Looked, nameIn, shortNameIn, undrawnNote, unknownNote } from './looked.ts';
import { daysShown, withinDays } from './reach.ts';
import { isLiving } from './tracks.ts';
import { drawable, shownDays, type Trend, trendChart, trendTable } from './trend-chart.ts';

/** What an answer shows of a look back, and the day that its figures are held against. */
export interface PartsBack {
  readonly day: string;
  readonly parts: Pick<Answer, 'chart' | 'table' | 'notes'>;
}

/**
 * A line over the days, the same numbers as a table, and what has changed since the first of them; undefined where
 * there is no day to begin with.
 *
 * @param days how many days before today are meant
 */
export function trendParts(looked: Looked, days: number): PartsBack | undefined {
  const { dataset, today } = looked;
  const asked = withinDays(firstMeasured(looked), today, days);
  const drawn = drawable(asked.filter(isLiving));
  const shown = drawn === undefined ? [] : shownDays(drawn);
  const [day] = shown;
  if (drawn === undefined || day === undefined) return undefined;
  const [{ label }, ...others] = drawn;
  const daysBack = daysShown(days, day, today);
  const isOne = looked.segment !== undefined || others.length === 0;
  const trend: Trend = {
    title: `${isOne ? label : 'Figures'}, ${daysBack === 1 ? 'yesterday and today' : `last ${daysBack} days`}`,
    tracks: drawn,
    nameOf: (track) => nameIn(looked, track),
    shortNameOf: (track) => shortNameIn(looked, track),
    days: shown,
    today,
  };
  const sentences = drawn.flatMap((track) => {
    const name = asked.length === 1 ? undefined : nameIn(looked, track);
    return changeSentence({ dataset, track, day, today, name });
  });
  return {
    day,
    parts: {
      chart: trendChart(trend),
      table: trendTable(trend),
      notes: [
        // The sentences say from which day on; that it is a day or two less than was asked for is no news.
        ...(daysBack < days ? [`Daily figures of this are kept since ${longDay(day, today)} only.`] : []),
        ...sentences,
        ...unknownNote(
          looked,
          asked.filter((track) => !isLiving(track)),
        ),
        ...undrawnNote(looked, asked, drawn),
      ],
    },
  };
}
