import { describeIntent } from '../../intents/describe-intent.ts';
import type { Answer } from '../answer.ts';
import { inSentence } from '../figures.ts';
import { stepTo } from '../source.ts';
import { nearestKept } from './kept-groups.ts';
import type { LookBack, Measure } from './measures.ts';
import { aboutNow } from './steps-back.ts';
import type { Track } from './tracks.ts';

const ofNow = 'these are the figures of now';

/** Where there is no table for what the app remembers. */
export function notRemembered(answer: Answer, intent: LookBack): Answer {
  return noted(answer, intent, `No figures of earlier days are kept here: ${ofNow}.`);
}

/** Where the question is about a group of which nothing is kept: what is kept is offered. */
export function unkeptGroup(answer: Answer, intent: LookBack, measures: readonly Measure[]): Answer {
  const note = `Daily figures are kept of everyone and of each value of a segment, not of this group: ${ofNow}.`;
  return offering(noted(answer, intent, note), intent, measures);
}

/** Where it is about several groups together, and about their middle. */
export function middleUnkept(answer: Answer, intent: LookBack, measures: readonly Measure[]): Answer {
  const note = `The median or 90th percentile of several groups cannot be worked out from those of each: ${ofNow}.`;
  return offering(noted(answer, intent, note), intent, measures);
}

/** Where no figures of the time are kept, or too few people stood behind them. */
export function nothingKept(answer: Answer, tracks: readonly Track[], intent: LookBack): Answer {
  const labels = [...new Set(tracks.map(({ label }) => inSentence(label)))].join(', ');
  const days = Math.max(intent.over?.days ?? 0, intent.against?.daysAgo ?? 0);
  const time = days === 1 ? 'of yesterday' : `of the last ${days} days`;
  const isSmall = tracks.every(({ now }) => now.value === null);
  // What is to be said of so few is said by the answer of now.
  const note = `No daily figures ${time} are known of this (${labels}): ${ofNow}. They are kept once a day from now on.`;
  return isSmall ? answer : noted(answer, intent, note);
}

/** The title says what the figures are of, and not what they were to be of. */
function noted(answer: Answer, intent: LookBack, note: string): Answer {
  const { words: title } = describeIntent(aboutNow(intent));
  return { ...answer, title, notes: [note, ...answer.notes] };
}

function offering(answer: Answer, intent: LookBack, measures: readonly Measure[]): Answer {
  return { ...answer, steps: [...nearestKept(intent, measures).map(stepTo), ...answer.steps] };
}
