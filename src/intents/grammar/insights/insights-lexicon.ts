import { datasets } from '../../../catalog/catalog.ts';
import { insights, type PredictionType, predictionTypes } from '../../../catalog/datasets/insights.ts';
import type { Dataset } from '../../../catalog/define-dataset.ts';
import { attributesOfKind, valueLabel } from '../../../catalog/derive/attribute-names.ts';
import { phraseOf, vocabularyOf } from '../../../catalog/derive/vocabulary.ts';
import type { LevelWord } from '../function-words.ts';
import { idShapesOf } from '../id-shapes.ts';
import { type Lexicon, lexiconOf, type Operator, type Roles, withPhrases } from '../lexicon.ts';

/** What a risk does before the number that it passes. */
const passing: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  '>': [
    'crosses',
    'passes',
    'tops',
    'goes past',
    'climbs above',
    'climbs over',
    'rises over',
    'jumps above',
    'gets above',
  ],
  '>=': ['hits', 'reaches', 'gets to', 'climbs to', 'rises to', 'goes to'],
};

/** What is said of insights, and says nothing more. */
const chatter =
  'flagged,unacknowledged,outstanding,unhandled,unresolved,triggered,raised,open,pending,waiting,came in,come in,coming in,came up,there,attention,need attention,watch,risky,become,becomes,gets,exists,whenever'.split(
    ',',
  );

/** What a figure does, said as a verb: "when health drops". */
const moving: Readonly<Partial<Record<LevelWord, readonly string[]>>> = {
  falling:
    'drops,falls,dropped,fell,fall,declines,decline,worsens,worsen,goes down,go down,went down,sinks,slips,gets worse,decreases,deteriorates,tanks,plummets'.split(
      ',',
    ),
  rising:
    'rises,rise,rose,goes up,go up,went up,climbs,climb,climbed,jumped,spiked,spike,jump,increases,spikes,jumps,shoots up,surges'.split(
      ',',
    ),
};

/** What an order by risk is called. */
const riskiest =
  'riskiest,most risky,most urgent,most severe,most serious,most critical,most important,most alarming,gravest'.split(
    ',',
  );

const cache = new WeakMap<Dataset, Lexicon>();

/**
 * The lexicon of texts about insights of a dataset's members: all that the dataset's own has, and what insights
 * foretell.
 */
export function insightsLexiconOf(dataset: Dataset): Lexicon {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const phrases = new Map(lexiconOf(dataset).phrases);
  const add = (phrase: string, roles: Roles): void => void phrases.set(phrase, { ...phrases.get(phrase), ...roles });
  for (const [phrase, prediction] of predictionPhrases(dataset)) add(phrase, { prediction });
  for (const { phrase, meaning } of vocabularyOf(insights)) {
    if (meaning.kind === 'noun') add(phrase, { about: 'insight' });
    if (meaning.kind === 'metric' && meaning.name === insights.attention) add(phrase, { about: 'risk' });
  }
  for (const [operator, said] of Object.entries(passing) as [Operator, readonly string[]][]) {
    for (const phrase of said) add(phrase, { operator });
  }
  for (const [level, said] of Object.entries(moving) as [LevelWord, readonly string[]][]) {
    for (const phrase of said) if (isFree(phrases.get(phrase))) phrases.set(phrase, { level });
  }
  for (const phrase of riskiest) phrases.set(phrase, { order: 'highest' });
  for (const phrase of chatter) phrases.set(phrase, { cues: new Set(['filler']) });
  // Insights are about members of any dataset.
  const built = { ...withPhrases(dataset, phrases), idShapes: datasets.flatMap(idShapesOf) };
  cache.set(dataset, built);
  return built;
}

/** Unknown, or known for nothing but what figures do. */
const isFree = ({ cues, ...others }: Roles = {}): boolean =>
  Object.keys(others).length === 0 && [...(cues ?? [])].every((cue) => cue === 'change');

const ownPhrases = vocabularyOf(insights)
  .filter(
    ({ meaning }) => meaning.kind === 'noun' || (meaning.kind === 'metric' && meaning.name === insights.attention),
  )
  .map(({ phrase }) => phrase);
const ownWords = new RegExp(`\\b(?:${ownPhrases.toSorted((a, b) => b.length - a.length).join('|')})\\b`, 'giu');

/** A text without the words for insights and their risk, which tell nothing of the members. */
export const withoutInsightWords = (text: string): string => text.replace(ownWords, ' ');

/** Every phrase for a prediction, with the dataset's own words for the figure that it is about. */
function predictionPhrases(dataset: Dataset): ReadonlyMap<string, PredictionType> {
  const phrases = new Map<string, PredictionType>();
  for (const [metric, prediction] of foretold(dataset)) {
    for (const { phrase, meaning } of vocabularyOf(dataset)) {
      if (meaning.kind === 'metric' && meaning.name === metric) phrases.set(phrase, prediction);
    }
  }
  for (const { phrase, meaning } of vocabularyOf(insights)) {
    if (meaning.kind === 'value' && meaning.field === 'prediction_type') {
      phrases.set(phrase, meaning.value as PredictionType);
    }
    // "Risk" is the insight's own figure, whatever it is a synonym for among the members'.
    if (meaning.kind === 'metric') phrases.delete(phrase);
  }
  return phrases;
}

/** The metrics that a prediction is called after, each with the first such prediction. */
function foretold(dataset: Dataset): ReadonlyMap<string, PredictionType> {
  const found = new Map<string, PredictionType>();
  for (const prediction of predictionTypes) {
    const label = phraseOf(valueLabel(insights, 'prediction_type', prediction));
    const [longest] = attributesOfKind(dataset, 'metric')
      .filter(([, metric]) => label.includes(phraseOf(metric.label)))
      .toSorted(([, left], [, right]) => right.label.length - left.label.length);
    if (longest !== undefined && !found.has(longest[0])) found.set(longest[0], prediction);
  }
  return found;
}
