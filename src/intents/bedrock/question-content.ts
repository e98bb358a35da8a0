import { storedDatasets } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Question } from '../parser.ts';

/**
 * A question as the parts of a message: the facts around it, and the asker's words in a block of their own.
 *
 * No text can close its block or open another one: its angle brackets and ampersands are written out.
 */
export function questionContent({ text, command, context, today }: Question): readonly string[] {
  const dataset = storedDatasets.find((one: Dataset) => one.command === command);
  const facts = [
    `Today is ${weekdayOf(today)}, ${today}.`,
    dataset === undefined ? 'No dataset was named.' : `The dataset is ${dataset.name}.`,
  ];
  return [
    facts.join(' '),
    `<context>\n${context === undefined ? 'none' : escapedJson(context)}\n</context>`,
    `<question>\n${escaped(visible(text))}\n</question>`,
  ];
}

const weekday = new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' });

function weekdayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? 'a day' : weekday.format(date);
}

/** Without characters that nobody sees, in which orders to a model can be hidden. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Co}\p{Cs}\u{e0000}-\u{e007f}]+/gu, ' ').trim();

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The context holds names that people typed. */
const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/gu, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
