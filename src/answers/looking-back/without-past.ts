import type { Dataset } from '../../catalog/define-dataset.ts';
import { describeIntent } from '../../intents/describe-intent.ts';
import type { Answer } from '../answer.ts';
import { inSentence } from '../figures.ts';
import { stepTo } from '../source.ts';
import { longDay, plusDays } from './days.ts';
import type { NoPast } from './find-past.ts';
import { nearestKept } from './kept-groups.ts';
import type { Looked } from './looked.ts';
import { type LookBack, measuresOf } from './measures.ts';
import { firstKnownDay } from './reach.ts';
import { aboutNow, stepsSince } from './steps-back.ts';
import type { Track } from './tracks.ts';

const ofNow = 'these are the figures of now';

const reasons: Readonly<Record<Exclude<NoPast, 'nobody'>, string>> = {
  memory: 'No figures of earlier days are kept here',
  unreadable: 'The daily figures cannot be read just now',
  group: 'Daily figures are kept of everyone and of each value of a segment, not of this group',
  middle: 'The median or 90th percentile of several groups cannot be worked out from those of each',
};

/** The answer of now in the place of a look back: why, and which groups there is a past of. */
export function withoutPast(none: NoPast, intent: LookBack, dataset: Dataset, answer: Answer): Answer {
  // That nobody fits is all that there is to be said.
  if (none === 'nobody') return answer;
  const isOfGroup = none === 'group' || none === 'middle';
  const nearest = isOfGroup ? nearestKept(intent, measuresOf(dataset, intent)).map(stepTo) : [];
  return { ...noted(answer, intent, `${reasons[none]}: ${ofNow}.`), steps: [...nearest, ...answer.steps] };
}

/** Says since when figures are known that do not reach back so far; nothing where none are. */
export function tooFarNote(tracks: readonly Track[], today: string, daysAgo: number): string[] {
  const first = firstKnownDay(tracks);
  if (first === undefined) return [];
  const wanted = plusDays(today, -daysAgo);
  const [since, then] = [longDay(first, wanted), longDay(wanted, first)];
  return [`Figures of this are kept since ${since} only: there is nothing to hold against ${then}.`];
}

/** Where no figures of the time are kept, or too few people stood behind them. */
export function nothingKept(answer: Answer, { tracks, today }: Looked, intent: LookBack): Answer {
  // What is to be said of so few is said by the answer of now.
  if (tracks.every(({ now }) => now.value === null)) return answer;
  const [tooFar] = intent.against === undefined ? [] : tooFarNote(tracks, today, intent.against.daysAgo);
  const first = firstKnownDay(tracks);
  if (tooFar !== undefined && first !== undefined) {
    return { ...noted(answer, intent, tooFar), steps: [...stepsSince(intent, first, today), ...answer.steps] };
  }
  const labels = [...new Set(tracks.map(({ label }) => inSentence(label)))].join(', ');
  const days = Math.max(intent.over?.days ?? 0, intent.against?.daysAgo ?? 0);
  const time = days === 1 ? 'of yesterday' : `of the last ${days} days`;
  const note = `No daily figures ${time} are known of this (${labels}): ${ofNow}. They are kept once a day from now on.`;
  return noted(answer, intent, note);
}

/** The title says what the figures are of, and not what they were to be of. */
function noted(answer: Answer, intent: LookBack, note: string): Answer {
  const { words: title } = describeIntent(aboutNow(intent));
  return { ...answer, title, notes: [note, ...answer.notes] };
}
