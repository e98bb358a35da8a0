import type { Block, Interactive } from '../blocks/block-tree.ts';

/** What a person set an element to: a text, an option's value, an id or a date; several for multiple choices. */
export type Choice = string | readonly string[];

type Value = Readonly<Record<string, unknown>>;

interface Option {
  readonly value?: string;
}

function optionsOf(element: Interactive): readonly Option[] {
  const groups = (element['option_groups'] ?? []) as readonly { readonly options: readonly Option[] }[];
  return [...((element['options'] ?? []) as readonly Option[]), ...groups.flatMap(({ options }) => options)];
}

function pickOption(element: Interactive, choice: Choice): Option | undefined {
  return optionsOf(element).find(({ value }) => value === choice);
}

function pickOptions(element: Interactive, choice: Choice): readonly Option[] {
  return optionsOf(element).filter(({ value }) => value !== undefined && choice.includes(value));
}

type Reader = (element: Interactive, choice: Choice | undefined) => Value;

const one =
  (field: string, initial: string): Reader =>
  (element, choice) => ({ [field]: (choice === '' ? null : choice) ?? element[initial] ?? null });

const option: Reader = (element, choice) => ({
  selected_option: (choice === undefined ? element['initial_option'] : pickOption(element, choice)) ?? null,
});

const several: Reader = (element, choice) => ({
  selected_options: choice === undefined ? (element['initial_options'] ?? []) : pickOptions(element, choice),
});

/** How each element with a state tells what it is set to. @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const readers: Readonly<Record<string, Reader>> = {
  static_select: option,
  radio_buttons: option,
  multi_static_select: several,
  checkboxes: several,
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: (element, choice) => ({
    selected_date_time:
      choice === undefined ? (element['initial_date_time'] ?? null) : choice === '' ? null : Number(choice),
  }),
  users_select: one('selected_user', 'initial_user'),
  channels_select: one('selected_channel', 'initial_channel'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  multi_users_select: (element, choice) => ({ selected_users: choice ?? element['initial_users'] ?? [] }),
  plain_text_input: one('value', 'initial_value'),
  number_input: one('value', 'initial_value'),
};

/** What the element is set to, in the form of `state.values`; undefined for buttons and the like. */
export function elementState(element: Interactive, choice: Choice | undefined): Value | undefined {
  const reader = readers[element.type];
  return reader && { type: element.type, ...reader(element, choice) };
}

function pressed(button: unknown): Value {
  const { text, value } = button as { readonly text: unknown; readonly value?: string };
  return { text, ...(value === undefined ? {} : { value }) };
}

/** What an `actions` entry says beyond ids: the button's value, or what was chosen. */
export function actionValue(element: Interactive, choice: Choice | undefined): Value {
  if (element.type === 'button' || element.type === 'icon_button') return pressed(element);
  if (element.type === 'overflow') return { selected_option: pickOption(element, choice ?? '') };
  if (element.type === 'feedback_buttons') {
    const buttons = [element['positive_button'], element['negative_button']] as readonly Option[];
    return pressed(buttons.find(({ value }) => value === choice) ?? buttons[0]);
  }
  return readers[element.type]?.(element, choice) ?? {};
}

function isEmpty(state: Value): boolean {
  return Object.entries(state).some(
    ([key, value]) =>
      key !== 'type' && (value === null || value === '' || (Array.isArray(value) && value.length === 0)),
  );
}

function numberProblem(element: Interactive, text: string): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'Please enter a number';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(value)) return 'Please enter a whole number';
  const { min_value: smallest, max_value: largest } = element as { min_value?: string; max_value?: string };
  if (smallest !== undefined && value < Number(smallest)) return `Please enter a number of at least ${smallest}`;
  if (largest !== undefined && value > Number(largest)) return `Please enter a number of at most ${largest}`;
  return undefined;
}

function lengthProblem(element: Interactive, text: string): string | undefined {
  const shortest = Number(element['min_length'] ?? 0);
  const longest = Number(element['max_length'] ?? 3000);
  if (text.length < shortest) return `Please enter at least ${shortest} characters`;
  if (text.length > longest) return `Please enter no more than ${longest} characters`;
  return undefined;
}

/** Why Slack's own client would not submit this input, or undefined. */
export function inputProblem(block: Block, state: Value): string | undefined {
  const element = block['element'] as Interactive;
  if (isEmpty(state)) return block['optional'] === true ? undefined : 'Please complete this required field.';
  const text = (state['value'] ?? '') as string;
  if (element.type === 'number_input') return numberProblem(element, text);
  if (element.type === 'plain_text_input') return lengthProblem(element, text);
  return undefined;
}
