import { type DatasetName, datasets } from '../../../catalog/catalog.ts';
import type { Intent } from '../../intent.ts';
import type { Operation } from '../../operations.ts';
import { datasetMeant } from '../dataset-meant.ts';
import { lexiconOf } from '../lexicon.ts';
import { withNearestReadings } from '../nearest-readings.ts';
import { hasCue, isLight } from '../pieces.ts';
import { cleanText } from '../tokenise.ts';
import { askBack, asQuestion, type IntentFor } from './ask-back.ts';
import { takeChannels, withChannelIds } from './channels.ts';
import { goesOn, withEarlier } from './follow-up.ts';
import { insightsLexiconOf } from './insights-lexicon.ts';
import { type ChoiceReading, readChoice } from './read-choice.ts';
import { readDigest } from './read-digest.ts';
import { readOutcomes } from './read-outcomes.ts';
import { asksForWatches, speaksOfInsights, watchedIn } from './watch-words.ts';

export interface InsightsQuestion {
  /** As it came, so that channels can still be read; without a command. */
  readonly text: string;
  /** Whether the command for insights was typed. */
  readonly isCommand: boolean;
  readonly context: Intent | undefined;
  /** The asker's day, as an ISO date. */
  readonly today: string;
}

const politeness =
  /^(?:(?:please|pls|hey|hi|hello|ok|okay|can you|could you|would you|will you|i want (?:you )?to|i'd like (?:you )?to|vitals)[, ]+)*/u;
const showing = /^(?:show|give|display|list|get|see)(?: me| us)?(?: the| my| our| all)? /u;

/**
 * The meaning of a text about insights: a question for them, or an operation on them.
 *
 * Undefined where a message is about something else: it must say "insight", "alert" or "warning", ask to be told of
 * something, or go on from insights.
 */
export function readInsights(question: InsightsQuestion): Intent | undefined {
  const cleaned = cleanText(withChannelIds(question.text));
  const { text, channels } = takeChannels(cleaned);
  const said = text
    .toLowerCase()
    .replace(/[?!.\s]+$/u, '')
    .trimStart()
    .replace(politeness, '');
  const operation = operationIn(said, channels) ?? watchIn(said, channels, question);
  if (operation !== undefined) return operation;
  if (question.isCommand || speaksOfInsights(said, isKnownWord)) return asked(text, channels, question);
  return followUp(text, question);
}

const isKnownWord = (word: string): boolean => datasets.some((dataset) => lexiconOf(dataset).words.has(word));

function operationIn(said: string, channels: readonly string[]): Intent | undefined {
  if (asksForWatches(said)) return { kind: 'operation', name: 'watches', arguments: {} };
  return readOutcomes(said.replace(showing, '')) ?? readDigest(said, channels);
}

function watchIn(said: string, channels: readonly string[], question: InsightsQuestion): Intent | undefined {
  const watched = watchedIn(question.isCommand ? said.replace(/^\p{L}{4,6}(?=\s|$)/u, watchIfMisspelt) : said);
  if (watched === undefined) return undefined;
  const [channel, other] = channels;
  const asWatch: IntentFor = ({ subject, ...choice }) =>
    subject === undefined ? watch(choice, channel) : asQuestion({ subject, ...choice });
  const reading = readWith(watched, question);
  const { choice, problem } = reading;
  if (problem !== undefined) return nearest(askBack(problem, choice, asWatch), watched, question, asWatch);
  if (choice.subject !== undefined) {
    return askBack({ reason: 'outOfScope', detail: 'A watch is for groups, not for one alone.' }, choice, asWatch);
  }
  if (other !== undefined) return askBack({ reason: 'ambiguous', detail: 'One channel at a time.' }, choice, asWatch);
  if (namesPerson(question.text)) {
    return askBack({ reason: 'outOfScope', detail: 'Insights are told in channels.' }, choice, asWatch);
  }
  return asWatch(choice);
}

const watchIfMisspelt = (word: string): string =>
  /^(?:wat?c?h?|wtach|wacth|wathc|whatch|watche|wotch)$/u.test(word) ? 'watch' : word;

/** Somebody is mentioned besides the one who is spoken to. */
const namesPerson = (text: string): boolean => /\S\s*<@[UW][A-Z0-9]+/u.test(text);

const watch = (choice: Omit<Parameters<IntentFor>[0], 'subject'>, channel: string | undefined): Operation => {
  const { kind: _, ...insights } = asQuestion(choice) as Extract<Intent, { kind: 'insights' }>;
  return {
    kind: 'operation',
    name: 'watch',
    arguments: { ...insights, ...(channel === undefined ? {} : { channel }) },
  };
};

function asked(text: string, channels: readonly string[], question: InsightsQuestion): Intent {
  const reading = readWith(text, question);
  const { problem, pieces } = reading;
  if (question.isCommand && asksForHelp(reading)) return { kind: 'help' };
  const before = question.context?.kind === 'insights' && goesOn(reading) ? question.context : undefined;
  const choice = before === undefined ? reading.choice : withEarlier(reading.choice, before, pieces);
  if (problem !== undefined) return nearest(askBack(problem, choice, asQuestion), text, question, asQuestion);
  const [channel] = channels;
  if (channel === undefined) return asQuestion(choice);
  return askBack({ reason: 'incomplete', detail: 'To watch for them from now on?' }, choice, (each) =>
    each.subject === undefined ? watch(each, channel) : asQuestion(each),
  );
}

function asksForHelp({ pieces }: ChoiceReading): boolean {
  const isHelp = pieces.some((piece) => hasCue(piece, 'help'));
  return (
    isHelp &&
    pieces.every(
      (piece) => hasCue(piece, 'help', 'greeting', 'profile') || isLight(piece) || piece.roles.about !== undefined,
    )
  );
}

/** "And for tutors?", "only above 90": what goes on from insights needs no word for them. */
function followUp(text: string, question: InsightsQuestion): Intent | undefined {
  if (question.context?.kind !== 'insights' || text.trim() === '') return undefined;
  const reading = readWith(text, question);
  if (reading.problem !== undefined || !goesOn(reading)) return undefined;
  return asQuestion(withEarlier(reading.choice, question.context, reading.pieces));
}

/** With the words of the dataset that is meant; where none is said, those of the others are tried before giving up. */
function readWith(text: string, { context, today }: InsightsQuestion): ChoiceReading {
  const before: DatasetName | undefined = context?.kind === 'insights' ? context.dataset : undefined;
  const { dataset, isSaid } = datasetMeant(text.replace(/^.*\bamong\b/iu, ' '), before);
  const reading = readChoice(dataset, text, today);
  if (isSaid || reading.problem?.reason !== 'notUnderstood') return reading;
  const others = datasets.filter((other) => other !== dataset).map((other) => readChoice(other, text, today));
  return others.find(({ problem }) => problem === undefined) ?? reading;
}

function nearest(
  intent: Extract<Intent, { kind: 'unclear' }>,
  text: string,
  question: InsightsQuestion,
  intentFor: IntentFor,
): Intent {
  const { dataset } = datasetMeant(text, undefined);
  const lexicon = insightsLexiconOf(dataset);
  return withNearestReadings(intent, text, lexicon, (other) => {
    const { choice, problem } = readChoice(dataset, other, question.today);
    return problem === undefined ? intentFor(choice) : intent;
  });
}
