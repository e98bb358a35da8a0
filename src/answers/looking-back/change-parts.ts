import { groupingNamed } from '../../catalog/derive/attribute-names.ts';
import { changeTable } from './change-table.ts';
import { changeSentence } from './change-words.ts';
import { longDay, plusDays } from './days.ts';
import { type Looked, nameIn, unknownNote } from './looked.ts';
import { dayHeldAgainst } from './reach.ts';
import { isLiving, type Track } from './tracks.ts';
import type { PartsBack } from './trend-parts.ts';

/** Sentences that are read; beyond that the table tells it. */
const mostSentences = 3;

/** What figures were on a day beside what they are now; undefined where none is known of about then. */
export function changeParts(looked: Looked, daysAgo: number): PartsBack | undefined {
  const { dataset, tracks, today, segment, measures } = looked;
  const wanted = plusDays(today, -daysAgo);
  const day = dayHeldAgainst(tracks, today, daysAgo);
  if (day === undefined) return undefined;
  const living = tracks.filter(isLiving).filter(({ past }) => past.has(day));
  const sentences = living.flatMap((track) => {
    const name = tracks.length === 1 ? undefined : nameIn(looked, track);
    return changeSentence({ dataset, track, day, today, name });
  });
  const names: { column: string; of: (track: Track) => string }[] = [
    ...(segment === undefined
      ? []
      : [{ column: groupingNamed(dataset, segment).label, of: ({ line }: Track) => line }]),
    ...(segment === undefined || measures.length > 1 ? [{ column: 'Figure', of: ({ label }: Track) => label }] : []),
  ];
  const caption = `${segment !== undefined && measures.length === 1 ? tracks[0]?.label : 'Figures'} since ${longDay(day, today)}`;
  return {
    day,
    parts: {
      ...(tracks.length > 1 && { table: changeTable({ dataset, caption, names, tracks, day, today }) }),
      notes: [
        ...(sentences.length > mostSentences ? [] : sentences),
        ...(day === wanted
          ? []
          : [
              `No figures are kept of ${longDay(wanted, today)}: compared with ${longDay(day, today)}, the nearest day.`,
            ]),
        ...unknownNote(
          looked,
          tracks.filter(({ past }) => !past.has(day)),
        ),
      ],
    },
  };
}
