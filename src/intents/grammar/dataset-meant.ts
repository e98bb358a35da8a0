import { type DatasetName, datasetOfId, datasets } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { stemsOf } from '../../catalog/derive/inflections.ts';
import { phraseOf } from '../../catalog/derive/vocabulary.ts';
import { isOwnName, lexiconOf } from './lexicon.ts';

type KnownDataset = (typeof datasets)[number];

/** The single words by which a text tells its dataset. */
interface TellingWords {
  /** Those that only this dataset knows. */
  readonly own: ReadonlySet<string>;
  /** Those that name something here, and are mere synonyms elsewhere. */
  readonly names: ReadonlySet<string>;
}

export interface MeantDataset {
  readonly dataset: KnownDataset;
  /** Whether the text itself says so, rather than what was asked before or nothing at all. */
  readonly isSaid: boolean;
}

/**
 * The dataset that a text is about: by its ids, else by its words; where they tell nothing or both, that of the
 * question before it, else the first.
 *
 * @param text a cleaned text
 */
export function datasetMeant(text: string, before: DatasetName | undefined): MeantDataset {
  const named = datasetOfIds(text);
  if (named !== undefined) return { dataset: named, isSaid: true };
  const words = [...new Set(text.toLowerCase().match(/\p{L}[\p{L}\d]*/gu))];
  const own = leading(words, 'own');
  if (own !== undefined && own !== 'tie') return { dataset: own, isSaid: true };
  const earlier = datasets.find(({ name }) => name === before);
  if (earlier !== undefined) return { dataset: earlier, isSaid: false };
  const byName = own === 'tie' ? undefined : leading(words, 'names');
  if (byName !== undefined && byName !== 'tie') return { dataset: byName, isSaid: true };
  return { dataset: datasets[0], isSaid: false };
}

/** The one dataset whose ids stand in a text as its table has them. */
export function datasetOfIds(text: string): KnownDataset | undefined {
  const typed = text.toLowerCase().match(/(?<![\p{L}\d_"-])\p{L}+[-_][\p{L}\d_-]*/gu) ?? [];
  const found = new Set(typed.flatMap((word) => datasetOfId(word) ?? []));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function leading(words: readonly string[], telling: keyof TellingWords): KnownDataset | 'tie' | undefined {
  const counts = datasets.map((dataset) => {
    const known = tellingWords(dataset)[telling];
    const isKnown = (word: string): boolean => known.has(word) || stemsOf(word).some((stem) => known.has(stem));
    return { dataset, count: words.filter(isKnown).length };
  });
  const most = Math.max(...counts.map(({ count }) => count));
  const [first, ...others] = counts.filter(({ count }) => count === most);
  if (most === 0) return undefined;
  return others.length > 0 ? 'tie' : first?.dataset;
}

/** Whether a word tells that a dataset is meant. */
export const isOwnWord = (dataset: Dataset, word: string): boolean => tellingWords(dataset).own.has(word);

const cache = new WeakMap<Dataset, TellingWords>();

function tellingWords(dataset: Dataset): TellingWords {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const others = datasets.filter((other: Dataset) => other !== dataset);
  const knownElsewhere = new Set(others.flatMap((other) => [...contentWords(other)]));
  const namedElsewhere = new Set(others.flatMap((other) => [...namesIn(other)]));
  const built = {
    own: new Set([...contentWords(dataset)].filter((word) => !knownElsewhere.has(word))),
    names: new Set(
      [...namesIn(dataset)].filter((word) => contentWords(dataset).has(word) && !namedElsewhere.has(word)),
    ),
  };
  cache.set(dataset, built);
  return built;
}

/** The single words that mean something in a dataset, and do nothing else in a question. */
function contentWords(dataset: Dataset): ReadonlySet<string> {
  const words = [...lexiconOf(dataset).phrases].filter(([phrase, { content, cues, ...others }]) => {
    if (content === undefined || Object.keys(others).length > 0 || !/^\p{L}+$/u.test(phrase)) return false;
    // "Health" is said without much meaning where it is no figure.
    const isNamed = content.kind === 'metric' && isOwnName(dataset, content.name, phrase);
    return cues === undefined || (isNamed && cues.size === 1 && cues.has('filler'));
  });
  return new Set(words.map(([phrase]) => phrase));
}

/** Names and labels of attributes and values. */
function namesIn(dataset: Dataset): ReadonlySet<string> {
  const texts = Object.entries(dataset.attributes).flatMap(([name, attribute]) => [
    name,
    attribute.label,
    ...('values' in attribute ? Object.entries(attribute.values).flatMap(([value, { label }]) => [value, label]) : []),
  ]);
  return new Set(texts.map(phraseOf).flatMap((phrase) => (phrase.includes(' ') ? [] : [phrase, `${phrase}s`])));
}
