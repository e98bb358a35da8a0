import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Cell, Table } from '../answer.ts';
import { deltaWords } from './change-words.ts';
import { shortDay } from './days.ts';
import { verdictOn } from './measures.ts';
import { isLiving, type Track } from './tracks.ts';

interface Changes {
  readonly dataset: Dataset;
  readonly caption: string;
  /** The first columns: what tells a track from the others. */
  readonly names: readonly { readonly column: string; readonly of: (track: Track) => string }[];
  readonly tracks: readonly Track[];
  /** The day that all are held against. */
  readonly day: string;
  readonly today: string;
}

const verdicts = { better: 'better', worse: 'worse', same: 'about the same' } as const;
const unknown = { kind: 'text', text: '–' } as const;

/** Then, now, and what has become of it: one row a track. What was not known then has no change. */
export function changeTable({ dataset, caption, names, tracks, day, today }: Changes): Table {
  const isJudged = tracks.some(({ measure }) => measure !== 'count');
  return {
    caption,
    columns: [
      ...names.map(({ column }) => column),
      shortDay(day, today),
      'Now',
      'Change',
      ...(isJudged ? ['Which is'] : []),
    ],
    rows: tracks.map((track) => [
      ...names.map(({ of }): Cell => ({ kind: 'text', text: of(track) })),
      ...changeCells(dataset, track, day).slice(0, isJudged ? 4 : 3),
    ]),
  };
}

function changeCells(dataset: Dataset, track: Track, day: string): readonly Cell[] {
  const then = track.past.get(day)?.value;
  const now: Cell = { kind: 'number', value: track.now.value, unit: track.unit };
  if (then === undefined || !isLiving(track)) return [unknown, now, unknown, unknown];
  const verdict = verdictOn(dataset, track.measure, track.now.value, then);
  return [
    { kind: 'number', value: then, unit: track.unit },
    now,
    { kind: 'text', text: deltaWords(track, then) },
    verdict === undefined ? unknown : { kind: 'text', text: verdicts[verdict] },
  ];
}
