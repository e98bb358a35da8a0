import type { ActionsBlock, Button, PlainTextOption } from '@slack/types';
import type { Answer, Cell } from '../../answers/answer.ts';
import { choiceLabel } from '../../answers/people.ts';
import { type ActionName, actionId } from '../action-ids.ts';
import { type CarriedIntent, encodeCarried, encodeProfileOption } from '../carried-intent.ts';
import { datasetOf } from './dataset-of.ts';
import type { Extras } from './extras.ts';
import { limits } from './limits.ts';
import type { Audience } from './message-block.ts';
import { plain } from './text-objects.ts';

/** A button that carries an intent, or nothing where the intent is too long to carry. */
export function intentButton(
  name: ActionName,
  ordinal: number,
  label: string,
  carried: CarriedIntent,
): Button | undefined {
  const value = encodeCarried(carried);
  if (value === undefined) return undefined;
  return { type: 'button', action_id: actionId(name, ordinal), text: plain(label, limits.buttonText), value };
}

/** What to do next: the answer's own steps, pages, people, and posting where others can see it. */
export function buildStepBlocks(
  answer: Answer,
  audience: Audience,
  { proposer, isDirect, isExportable = true }: Extras = {},
): ActionsBlock[] {
  const name = asksBack(answer) ? 'choose' : 'show';
  const steps = answer.steps.map(({ label, intent }, index) =>
    intentButton(name, index, label, {
      intent,
      ...(intent.kind === 'update' && proposer !== undefined && { proposer }),
    }),
  );
  const buttons = [
    ...pageButtons(answer),
    ...steps,
    ...(audience === 'asker' && isDirect !== true ? [postButton(answer)] : []),
    ...(isExportable ? [exportButton(answer)] : []),
  ];
  const elements = buttons.filter((button) => button !== undefined);
  const people = peopleSelect(answer);
  return [
    ...(people === undefined ? [] : [people]),
    ...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]),
  ];
}

/** Whether the steps are what may have been meant, rather than what to do next. */
function asksBack({ kind }: Answer): boolean {
  return kind === 'unclear' || kind === 'choice' || kind === 'notFound';
}

function pageButtons({ intent, page }: Answer): (Button | undefined)[] {
  if (page === undefined) return [];
  const before = page.offset - page.size;
  const after = page.offset + page.size;
  return [
    ...(before >= 0 ? [intentButton('replace', 0, '← Previous', { intent, offset: before })] : []),
    ...(after < page.total ? [intentButton('replace', 1, 'Next →', { intent, offset: after })] : []),
  ];
}

/** Only answers with something in them are worth a channel's attention. */
function postButton({ kind, intent, page }: Answer): Button | undefined {
  const told: readonly Answer['kind'][] = ['summary', 'breakdown', 'comparison', 'ranking', 'profile', 'insights'];
  if (!told.includes(kind)) return undefined;
  return intentButton('post', 0, 'Post to channel', { intent, ...(page !== undefined && { offset: page.offset }) });
}

/** Whoever reads rows may want all of them, where they can be sorted and passed on. */
function exportButton({ kind, intent, table, people, chart }: Answer): Button | undefined {
  const withRows: readonly Answer['kind'][] = [
    'summary',
    'breakdown',
    'comparison',
    'ranking',
    'insights',
    'operation',
  ];
  const rows = (table?.rows.length ?? 0) + (people?.lines.length ?? 0) + (chart?.categories.length ?? 0);
  if (!withRows.includes(kind) || rows === 0) return undefined;
  return intentButton('export', 0, 'Download CSV', { intent });
}

/** Opens the profile of anybody whom a table names; a single one may have a button of their own. */
function peopleSelect({ table, intent, steps }: Answer): ActionsBlock | undefined {
  if (table === undefined) return undefined;
  const options = unrepeated(table.rows.flatMap((row) => row.flatMap((cell) => personOption(cell, intent))));
  const hasButton = options.length === 1 && steps.some((step) => step.intent.kind === 'profile');
  if (options.length === 0 || hasButton) return undefined;
  return {
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        action_id: actionId('show', 100),
        placeholder: plain('Open a profile', limits.optionText),
        options,
      },
    ],
  };
}

/** A table may name somebody twice, and a select takes at most a hundred. */
function unrepeated(options: readonly PlainTextOption[]): PlainTextOption[] {
  return [...new Map(options.map((option) => [option.value, option])).values()].slice(0, limits.selectOptions);
}

function personOption(cell: Cell, intent: Answer['intent']): PlainTextOption[] {
  if (cell.kind !== 'person') return [];
  const dataset = datasetOf(cell.id, intent);
  if (dataset === undefined) return [];
  const value = encodeProfileOption(dataset, cell.id);
  return value.length > limits.optionValue ? [] : [{ text: plain(choiceLabel(cell), limits.optionText), value }];
}
