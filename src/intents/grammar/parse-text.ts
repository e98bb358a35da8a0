import { datasets } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Intent } from '../intent.ts';
import { metricOfQuestion } from './asked.ts';
import { createDraft, type Draft } from './draft.ts';
import { joinIds } from './join-ids.ts';
import { lexiconOf } from './lexicon.ts';
import { withNearestReadings } from './nearest-readings.ts';
import { joinNumberWords } from './number-words.ts';
import { readOperation } from './operation.ts';
import { joinQuantities } from './quantities.ts';
import { segmentTokens } from './segment-text.ts';
import { cleanText, tokenise } from './tokenise.ts';
import { understand } from './understand.ts';
import { numbersFirst } from './word-order.ts';

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
  const { dataset, rest } = datasetOf(cleanText(text), options.command);
  const read = (question: string): Intent => understand(draftOf(dataset, question, options), question, options.context);
  const operation = readOperation(rest, options.context, read);
  if (operation !== undefined) return operation;
  return withNearestReadings(read(rest), rest, lexiconOf(dataset), read);
}

/** The pieces of a text, as the rules begin with them. */
function draftOf(dataset: Dataset, text: string, { today, context }: ParseOptions): Draft {
  const lexicon = lexiconOf(dataset);
  const tokens = tokenise(text, lexicon.idPrefix, (word) => lexicon.phrases.has(word));
  const pieces = joinQuantities(joinNumberWords(segmentTokens(numbersFirst(tokens), lexicon)));
  return createDraft(dataset, lexicon, today, joinIds(pieces, text), metricOfQuestion(context));
}

/** A command at a text's beginning names the dataset, as the command that Slack tells of does. */
function datasetOf(text: string, command: string | undefined): { dataset: Dataset; rest: string } {
  const typed = /^\s*(\/[\p{L}-]+)(?!\S)/u.exec(text);
  const named = datasets.find((dataset) => dataset.command === typed?.[1]?.toLowerCase());
  if (named !== undefined) return { dataset: named, rest: text.slice(typed?.[0].length ?? 0) };
  const given = datasets.find((dataset) => dataset.command === command);
  return { dataset: given ?? datasets[0], rest: text };
}
