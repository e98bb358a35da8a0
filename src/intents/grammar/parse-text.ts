import { datasets, storedDatasets } from '../../catalog/catalog.ts';
import { insights } from '../../catalog/datasets/insights.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Intent, IntentOfKind } from '../intent.ts';
import { metricOfQuestion } from './asked.ts';
import { datasetMeant, datasetOfIds, type MeantDataset } from './dataset-meant.ts';
import { createDraft, type Draft } from './draft.ts';
import { readInsights } from './insights/read-insights.ts';
import { lexiconOf } from './lexicon.ts';
import { withNearestReadings } from './nearest-readings.ts';
import { readOperation } from './operation.ts';
import { readPieces } from './read-pieces.ts';
import { cleanText } from './tokenise.ts';
import { understand } from './understand.ts';

/** What is beyond is not read; markup counts here, as a channel's does. */
const longestText = 4_000;

export interface ParseOptions {
  readonly surface: 'slash' | 'message';
  /** The slash command that was typed; it says which dataset is meant. */
  readonly command?: string;
  /** What was asked before in the same conversation. */
  readonly context?: Intent;
  /** The asker's day, as an ISO date. */
  readonly today: string;
}

/**
 * The meaning of a text, worked out offline from the catalogue's own words.
 *
 * Takes any string and never throws. What is not understood, contradicts itself or must not be done
 * comes back as `unclear` with the nearest readings; nothing is guessed.
 */
export function parseText(text: string, options: ParseOptions): Intent {
  const { command, rest } = commandIn(cleanText(text), options.command);
  const before = options.context === undefined || !('dataset' in options.context) ? undefined : options.context.dataset;
  const meant = (question: string): MeantDataset => {
    const named = datasets.find((dataset) => dataset.command === command);
    return named === undefined
      ? datasetMeant(question, before)
      : { dataset: datasetOfIds(question) ?? named, isSaid: true };
  };
  const read = (question: string): Intent => readIn(meant(question), question, options);
  return readOperation(rest, options.context, read) ?? insightsIn(text, command, options) ?? read(rest);
}

/** Any text may be about insights; what follows their own command is. */
function insightsIn(text: string, command: string | undefined, options: ParseOptions): Intent | undefined {
  const { context, today } = options;
  const question = commandIn(text.slice(0, longestText), options.command).rest;
  const members = datasets.find((dataset) => dataset.command === command)?.name;
  return readInsights({ text: question, isCommand: command === insights.command, members, context, today });
}

/** A text of which no word tells its dataset may be misspelt: the other ones are tried before it is given up. */
function readIn({ dataset, isSaid }: MeantDataset, text: string, options: ParseOptions): Intent {
  const intent = readAs(dataset, text, options);
  if (isSaid || intent.kind !== 'unclear' || !isStrange(intent)) return intent;
  const others = datasets.filter((other) => other !== dataset).map((other) => readAs(other, text, options));
  return others.find(isAboutData) ?? intent;
}

const isStrange = ({ reason }: IntentOfKind<'unclear'>): boolean =>
  reason === 'notUnderstood' || reason === 'outOfScope';

const isAboutData = ({ kind }: Intent): boolean => !['unclear', 'help', 'profile'].includes(kind);

function readAs(dataset: Dataset, text: string, options: ParseOptions): Intent {
  const read = (question: string): Intent => understand(draftOf(dataset, question, options), question, options.context);
  return withNearestReadings(read(text), text, lexiconOf(dataset), read);
}

/** The pieces of a text, as the rules begin with them. */
function draftOf(dataset: Dataset, text: string, { today, context }: ParseOptions): Draft {
  const lexicon = lexiconOf(dataset);
  return createDraft(dataset, lexicon, today, readPieces(text, lexicon, dataset), metricOfQuestion(context, dataset));
}

/** A command at a text's beginning counts as the command that Slack tells of does. */
function commandIn(text: string, command: string | undefined): { command: string | undefined; rest: string } {
  const typed = /^\s*(\/[\p{L}-]+)(?!\S)/u.exec(text);
  const known = storedDatasets.find((dataset) => dataset.command === typed?.[1]?.toLowerCase());
  return known === undefined
    ? { command, rest: text }
    : { command: known.command, rest: text.slice(typed?.[0].length ?? 0) };
}
