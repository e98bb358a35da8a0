import type { PredictionType } from '../../catalog/datasets/insights.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { type Meaning, phraseOf, vocabularyOf } from '../../catalog/derive/vocabulary.ts';
import type { Statistic } from '../intent.ts';
import { weekdayNames } from '../weekdays.ts';
import {
  type Cue,
  cues,
  dayWords,
  type LevelWord,
  levelWords,
  monthWords,
  numberWords,
  type OrderWord,
  operatorWords,
  orderWords,
  periodWords,
  quarterWords,
  statisticWords,
  suffixOperatorWords,
  type UnitWord,
  unitWords,
} from './function-words.ts';
import { type IdShape, idShapesOf } from './id-shapes.ts';

export type Operator = keyof typeof operatorWords;

/** What a phrase may do in a question; most do one thing, some several. */
export interface Roles {
  readonly content?: Meaning;
  readonly cues?: ReadonlySet<Cue>;
  readonly statistic?: Statistic;
  readonly operator?: Operator;
  readonly suffixOperator?: Operator;
  readonly order?: OrderWord;
  readonly level?: LevelWord;
  readonly unit?: UnitWord;
  readonly number?: number;
  readonly month?: number;
  readonly quarter?: number;
  readonly daysAgo?: number;
  /** Set against so many days before: "week over week". */
  readonly periodDays?: number;
  /** 1 is Monday. */
  readonly weekday?: number;
  /** In texts about insights: what they foretell. */
  readonly prediction?: PredictionType;
  /** In texts about insights: that they are meant, or their risk. */
  readonly about?: 'insight' | 'risk';
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Every phrase that the grammar knows for one dataset. */
export interface Lexicon {
  readonly dataset: Dataset;
  /** The ways in which ids are typed. */
  readonly idShapes: readonly IdShape[];
  readonly phrases: ReadonlyMap<string, Roles>;
  /** Every single word that stands in a phrase. */
  readonly words: ReadonlySet<string>;
  /** Those of them that stand in a phrase about the dataset. */
  readonly ownWords: ReadonlySet<string>;
  /** Words of the longest phrase. */
  readonly longest: number;
}

const cache = new WeakMap<Dataset, Lexicon>();

/** The lexicon of a dataset, built once. */
export function lexiconOf(dataset: Dataset): Lexicon {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const built = buildLexicon(dataset);
  cache.set(dataset, built);
  return built;
}

function buildLexicon(dataset: Dataset): Lexicon {
  const phrases = new Map<string, Mutable<Roles>>();
  const at = (phrase: string): Mutable<Roles> => {
    const key = phrase.replace(/\./gu, '').replace(/'s$/u, (end) => (phrases.has(phrase) ? '' : end));
    const roles = phrases.get(key) ?? {};
    phrases.set(key, roles);
    return roles;
  };
  addCues(at);
  addNamed(at);
  addNumbersAndTimes(at);
  for (const { phrase, meaning } of vocabularyOf(dataset)) {
    // A bare "low" names no value: it waits for the noun beside it. Amounts are read as numbers.
    if (phrase in levelSet || /[<>$]|(?:^|\s)\d+k/u.test(phrase)) continue;
    const roles = at(phrase);
    if (roles.content === undefined) roles.content = meaning;
  }
  for (const phrase of phrases.keys()) if (hidesContent(phrase, phrases, dataset)) phrases.delete(phrase);
  return withPhrases(dataset, phrases);
}

/** The lexicon of a dataset that knows these phrases. */
export function withPhrases(dataset: Dataset, phrases: ReadonlyMap<string, Roles>): Lexicon {
  const words = new Set([...phrases.keys()].flatMap((phrase) => phrase.split(' ')));
  const longest = Math.max(...[...phrases.keys()].map((phrase) => phrase.split(' ').length));
  const own = [...phrases].filter(([, roles]) => isOfData(roles)).map(([phrase]) => phrase);
  const ownWords = new Set(own.flatMap((phrase) => phrase.split(' ')));
  return { dataset, idShapes: idShapesOf(dataset), phrases, words, ownWords, longest };
}

/** Whether a phrase is about the data, and not only of grammar. */
export const isOfData = ({ content, prediction, about }: Roles): boolean =>
  (content ?? prediction ?? about) !== undefined;

/** "Health of" leaves nothing out where health is a figure, nor "how healthy is" where that is a state. */
function hidesContent(phrase: string, phrases: ReadonlyMap<string, Roles>, dataset: Dataset): boolean {
  const words = phrase.split(' ');
  const roles = phrases.get(phrase);
  if (words.length < 2 || roles?.content !== undefined || roles?.cues?.has('filler') !== true) return false;
  return words.some((word) => {
    const content = phrases.get(word)?.content;
    return content?.kind === 'state' || (content?.kind === 'metric' && isOwnName(dataset, content.name, word));
  });
}

/** Whether a word is what an attribute is called, rather than a synonym. */
export const isOwnName = (dataset: Dataset, name: string, word: string): boolean =>
  [name, dataset.attributes[name]?.label ?? name].some((text) => phraseOf(text) === word);

const levelSet: Readonly<Record<string, true>> = Object.fromEntries(
  [...levelWords.high, ...levelWords.low, ...levelWords.medium].map((word) => [word, true]),
);

type At = (phrase: string) => Mutable<Roles>;

function addCues(at: At): void {
  for (const [cue, phrases] of Object.entries(cues) as [Cue, readonly string[]][]) {
    for (const phrase of phrases) {
      const roles = at(phrase);
      roles.cues = new Set([...(roles.cues ?? []), cue]);
    }
  }
}

function addNamed(at: At): void {
  const each = <Name extends string>(
    table: Readonly<Record<Name, readonly string[]>>,
    assign: (roles: Mutable<Roles>, name: Name) => void,
  ): void => {
    for (const [name, phrases] of Object.entries(table) as [Name, readonly string[]][]) {
      for (const phrase of phrases) assign(at(phrase), name);
    }
  };
  each(statisticWords, (roles, statistic) => {
    roles.statistic = statistic;
  });
  each(operatorWords, (roles, operator) => {
    roles.operator = operator;
  });
  each(suffixOperatorWords, (roles, operator) => {
    roles.suffixOperator = operator;
  });
  each(orderWords, (roles, order) => {
    roles.order = order;
  });
  each(levelWords, (roles, level) => {
    roles.level ??= level;
  });
  each(unitWords, (roles, unit) => {
    roles.unit ??= unit;
  });
}

function addNumbersAndTimes(at: At): void {
  for (const [word, value] of Object.entries(numberWords)) {
    // "Less than half" is no number of anything.
    if (Number.isInteger(value)) at(word).number = value;
  }
  for (const [index, name] of weekdayNames.entries()) at(name).weekday = index + 1;
  for (const [word, daysAgo] of Object.entries(dayWords)) at(word).daysAgo = daysAgo;
  for (const [phrase, days] of Object.entries(periodWords)) at(phrase).periodDays = days;
  for (const [index, names] of quarterWords.entries()) for (const name of names) at(name).quarter = index + 1;
  for (const [index, names] of monthWords.entries()) for (const name of names) at(name).month = index + 1;
}
