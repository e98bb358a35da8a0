import type { Dataset } from '../../catalog/define-dataset.ts';
import { describeIntent } from '../../intents/describe-intent.ts';
import type { Answer } from '../answer.ts';
import { inSentence } from '../figures.ts';
import { stepTo } from '../source.ts';
import type { NoPast } from './find-past.ts';
import { nearestKept } from './kept-groups.ts';
import { type LookBack, measuresOf } from './measures.ts';
import { aboutNow } from './steps-back.ts';
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

/** Where no figures of the time are kept, or too few people stood behind them. */
export function nothingKept(answer: Answer, tracks: readonly Track[], intent: LookBack): Answer {
  // What is to be said of so few is said by the answer of now.
  if (tracks.every(({ now }) => now.value === null)) return answer;
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
