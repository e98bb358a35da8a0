import type { Chance } from '../chance.ts';
import { historyDays } from './daily-figures.ts';

/** How somebody came to where they are: `falling` has got worse lately, `recovering` better, `steady` neither. */
export type StoryKind = 'falling' | 'recovering' | 'steady';

export interface Story {
  readonly kind: StoryKind;
  /** The day of the history on which things began to change, counted from 0. */
  readonly from: number;
  /** The day on which they are as they are now. */
  readonly until: number;
}

/**
 * A story that fits how things go for somebody.
 *
 * @param momentum a standard normal deviate: about one in ten falls and one in ten recovers
 */
export function drawStory(momentum: number, chance: Chance): Story {
  const until = historyDays - 1 - chance.below(3);
  const kind = momentum < -1.25 ? 'falling' : momentum > 1.25 ? 'recovering' : 'steady';
  // A fall is fast, a recovery takes its time.
  return { kind, from: until - (kind === 'falling' ? 4 + chance.below(7) : 9 + chance.below(10)), until };
}

/** How much of a story has happened on a day: from 0 before it began to 1 at its end, smoothly. */
export function progressOf({ from, until }: Story, day: number): number {
  const part = Math.min(1, Math.max(0, (day - from) / (until - from)));
  return part * part * (3 - 2 * part);
}

interface Walk {
  /** The value on the last day. */
  readonly end: number;
  /** How far from the end it lay before the story began; 0 for one without a story. */
  readonly offset: number;
  /** How much a day moves it by chance: the standard deviation. */
  readonly jitter: number;
  readonly range: readonly [number, number];
}

/** A value for every day of a history: what the story says and chance around it, in its range, and at the end exact. */
export function walkTo(
  { end, offset, jitter, range: [lowest, highest] }: Walk,
  story: Story,
  chance: Chance,
): number[] {
  let strayed = 0;
  const backwards = [end];
  for (let day = historyDays - 2; day >= 0; day -= 1) {
    // What strays is drawn back to the story, so that it does not wander off in a month.
    strayed = strayed * 0.7 + chance.normal() * jitter;
    const value = end + offset * (1 - progressOf(story, day)) + strayed;
    backwards.push(Math.min(highest, Math.max(lowest, value)));
  }
  return backwards.reverse();
}
