import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Figure } from '../answer.ts';
import { verdictOn } from './measures.ts';
import { isLiving, type Track } from './tracks.ts';

/** The figures, each with what it was on a day, where that is known; figures and tracks go together by their place. */
export function withPast(
  figures: readonly Figure[],
  tracks: readonly Track[],
  { dataset, day }: { readonly dataset: Dataset; readonly day: string },
): readonly Figure[] {
  return figures.map((figure, at) => {
    const track = tracks[at];
    const then = track?.past.get(day);
    if (track === undefined || then === undefined || !isLiving(track)) return figure;
    const verdict = verdictOn(dataset, track.measure, track.now.value, then.value);
    return { ...figure, past: { day, ...then, ...(verdict !== undefined && { verdict }) } };
  });
}
