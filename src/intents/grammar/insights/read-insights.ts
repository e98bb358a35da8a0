import { type DatasetName, datasets } from '../../../catalog/catalog.ts';
import type { ClearIntent, Intent, IntentOfKind } from '../../intent.ts';
import type { Operation } from '../../operations.ts';
import { datasetMeant } from '../dataset-meant.ts';
import { lexiconOf } from '../lexicon.ts';
import { withNearestReadings } from '../nearest-readings.ts';
import { operationWordsLike, withOperationWords } from '../operation-spelling.ts';
import { hasCue, isLight } from '../pieces.ts';
import { readPieces } from '../read-pieces.ts';
import { nearestWords } from '../spelling.ts';
import { explicitSubjects, strangeId } from '../subject.ts';
import { cleanText } from '../tokenise.ts';
import { askBack, asQuestion, type IntentFor } from './ask-back.ts';
import { buttonFor, pointToButton } from './button-words.ts';
import { takeChannels, withChannelIds } from './channels.ts';
import type { Choice } from './choice-problem.ts';
import { goesOn, withEarlier } from './follow-up.ts';
import { insightsLexiconOf, withoutInsightWords } from './insights-lexicon.ts';
import { newsIn } from './news-words.ts';
import { type ChoiceReading, readChoice } from './read-choice.ts';
import { readDigest } from './read-digest.ts';
import { readOutcomes } from './read-outcomes.ts';
import { asksForWatches, speaksOfInsights, watchedIn } from './watch-words.ts';

export interface InsightsQuestion {
  /** As it came, so that channels can still be read; without a command. */
  readonly text: string;
  /** Whether the command for insights was typed. */
  readonly isCommand: boolean;
  /** Of which members the command that was typed is. */
  readonly members?: DatasetName | undefined;
  readonly context: Intent | undefined;
  /** The asker's day, as an ISO date. */
  readonly today: string;
}

const politeness =
  /^(?:(?:please|pls|hey|hi|hello|ok|okay|can you|could you|would you|will you|(?:i|we) (?:want|need|would like) (?:you )?to|(?:i|we)'d like (?:you )?to|vitals)[, ]+)*/iu;
const showing = /^(?:show|give|display|list|get|see)(?: me| us)?(?: the| my| our| all)? /u;

/**
 * The meaning of a text about insights: a question for them, or an operation on them.
 *
 * Undefined where a message is about something else: it must say "insight", "alert" or "warning", ask to be told of
 * something, ask what was noticed, or go on from insights.
 */
export function readInsights(question: InsightsQuestion): Intent | undefined {
  const cleaned = cleanText(withChannelIds(question.text));
  const { text, channels } = takeChannels(cleaned);
  const plain = text
    .replace(/[?!.\s]+$/u, '')
    .trimStart()
    .replace(politeness, '');
  const said = plain.toLowerCase();
  const found =
    buttonIn(plain, question) ??
    operationIn(said, channels) ??
    misspeltOperationIn(said, channels, question) ??
    watchIn(said, channels, question) ??
    noticedIn(plain, question);
  if (found !== undefined) return found;
  if (question.isCommand || speaksOfInsights(said, isLikeKnownWord)) return asked(text, channels, question);
  return followUp(text, question);
}

const isLikeKnownWord = (word: string, slips: number): boolean =>
  datasets.some((dataset) => nearestWords(word, lexiconOf(dataset), slips).words.length > 0);

/** What is done by the buttons of an alert is not done by words. */
function buttonIn(text: string, question: InsightsQuestion): Intent | undefined {
  const ids = idsIn(text);
  const button = buttonFor(text.toLowerCase(), { isCommand: question.isCommand, namesOne: ids.length > 0 });
  const [subject] = ids.length === 1 ? ids : [];
  return button === undefined
    ? undefined
    : pointToButton(button, { ...(subject === undefined ? {} : { subject }), filters: [] });
}

const idsIn = (text: string): readonly string[] =>
  explicitSubjects(readPieces(text, insightsLexiconOf(datasets[0]), datasets[0])).map(({ subject }) => subject);

/** "Anything new about students", "why was agent-42 flagged". */
function noticedIn(text: string, question: InsightsQuestion): Intent | undefined {
  const news = newsIn(text);
  if (news === undefined) return undefined;
  const { choice, problem } = readWith(news.about, question);
  if (problem !== undefined || (news.isOfOne && choice.subject === undefined)) return undefined;
  return asQuestion(choice.subject === undefined ? choice : ofOne(choice));
}

/** Of one member nothing is chosen but the kind: "why is stu_1 unhealthy" says what they are, not which insights. */
const ofOne = ({ subject, predictionType, minRisk }: Choice): Choice => ({
  subject,
  predictionType,
  minRisk,
  filters: [],
});

function operationIn(said: string, channels: readonly string[]): Intent | undefined {
  if (asksForWatches(said)) return { kind: 'operation', name: 'watches', arguments: {} };
  return readOutcomes(said.replace(showing, '')) ?? readDigest(said, channels);
}

const operationNouns = ['outcomes', 'outcome', 'digest', 'digests', 'watches'] as const;

/** In a message only where it makes the whole text an operation: it may be about anything else. */
function misspeltOperationIn(
  said: string,
  channels: readonly string[],
  { isCommand }: InsightsQuestion,
): Intent | undefined {
  const spelt = withOperationWords(said, operationNouns);
  const found = spelt === said ? undefined : operationIn(spelt, channels);
  return isCommand || found?.kind === 'operation' ? found : undefined;
}

function watchIn(said: string, channels: readonly string[], question: InsightsQuestion): Intent | undefined {
  const watched = watchedIn(
    question.isCommand ? said.replace(/^\p{L}{4,6}(?=\s|$)/u, watchIfMisspelt) : said,
    channels.length > 0,
  );
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
  if (problem !== undefined) {
    const id = problem.reason === 'notUnderstood' ? strangeId(text) : undefined;
    if (id !== undefined) return asQuestion({ subject: id, filters: [] });
    return nearest(withOperationsLike(askBack(problem, choice, asQuestion)), text, question, asQuestion);
  }
  const [channel] = channels;
  if (channel === undefined) return asQuestion(choice);
  return askBack({ reason: 'incomplete', detail: 'To watch for them from now on?' }, choice, (each) =>
    each.subject === undefined ? watch(each, channel) : asQuestion(each),
  );
}

/** With the operations first whose words are like the one that was not understood. */
function withOperationsLike(intent: IntentOfKind<'unclear'>): IntentOfKind<'unclear'> {
  const { reason, detail, suggestions } = intent;
  if (reason !== 'notUnderstood' || detail === undefined || detail.length < 4) return intent;
  const operations = operationWordsLike(detail.toLowerCase(), operationNouns).flatMap(
    (word) => operationIn(word, []) ?? [],
  );
  const clear = operations.filter((operation): operation is ClearIntent => operation.kind !== 'unclear');
  const distinct = new Map([...clear, ...suggestions].map((each) => [JSON.stringify(each), each]));
  return { ...intent, suggestions: [...distinct.values()].slice(0, 4) };
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
function readWith(text: string, { context, members, today }: InsightsQuestion): ChoiceReading {
  const before = context?.kind === 'insights' ? context.dataset : members;
  const { dataset, isSaid } = datasetMeant(withoutInsightWords(text.replace(/^.*\bamong\b/iu, ' ')), before);
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
