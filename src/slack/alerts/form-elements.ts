import type { InputBlock, Option, PlainTextOption } from '@slack/types';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { fieldAction } from './form-values.ts';
import { durationWords } from './watch-words.ts';

/** A field of a form, under the name by which its value is read. */
export function formField(
  name: string,
  label: string,
  element: InputBlock['element'],
  { optional = true, hint }: { readonly optional?: boolean; readonly hint?: string } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: name,
    optional,
    label: plain(label, limits.optionText),
    ...(hint === undefined ? {} : { hint: plain(hint, limits.field) }),
    element: { ...element, action_id: fieldAction },
  };
}

export function option(label: string, value: string): PlainTextOption & Option {
  return { text: plain(label, limits.optionText), value };
}

/** What stands in a select of several to begin with; Slack takes no empty list. */
export function initially(chosen: PlainTextOption[]): { initial_options?: PlainTextOption[] } {
  return chosen.length === 0 ? {} : { initial_options: chosen };
}

/**
 * Lengths of time to choose from, in milliseconds as the options' values; one that is in use already is among them.
 *
 * @param current what stands there to begin with; nothing where it is undefined
 */
export function durationOptions(
  usual: readonly number[],
  current: number | undefined,
): { options: PlainTextOption[]; initial_option?: PlainTextOption } {
  const all = [...new Set([...usual, ...(current === undefined ? [] : [current])])].toSorted((a, b) => a - b);
  const options = all.map((ms) => option(ms === 0 ? 'At once' : durationWords(ms), String(ms)));
  const chosen = options.find(({ value }) => value === String(current));
  return { options, ...(chosen === undefined ? {} : { initial_option: chosen }) };
}
