import type { ActionsBlock, Button, ContextActionsBlock, PlainTextOption, StaticSelect } from '@slack/types';
import type { Alert } from '../../insights/alert.ts';
import { actionId } from '../action-ids.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { type AlertCommand, alertBlockId } from './alert-carrier.ts';

const labels: Readonly<Record<AlertCommand, string>> = {
  ack: 'Acknowledge',
  '1h': 'Snooze 1 hour',
  '1d': 'Snooze 1 day',
  '1w': 'Snooze 1 week',
  until: 'Snooze until…',
  assign: 'Assign…',
  profile: 'Open profile',
  why: 'Why?',
  useful: '👍 Useful',
  useless: '👎 Not useful',
};

const snoozes: readonly AlertCommand[] = ['1h', '1d', '1w', 'until'];

/** How much of what can be done a menu offers. */
export type MenuExtent = 'whole' | 'usual' | 'least' | 'look';

const offered: Readonly<Record<MenuExtent, readonly AlertCommand[]>> = {
  whole: ['ack', ...snoozes, 'assign', 'profile', 'why', 'useful', 'useless'],
  usual: ['ack', '1h', '1d', '1w', 'assign', 'profile', 'why'],
  least: ['ack', '1d', 'profile'],
  look: ['profile', 'why'],
};
const whenResolved: ReadonlySet<AlertCommand> = new Set(['profile', 'why', 'useful', 'useless']);

/** What may be done with an alert as it stands now, in the order in which it is offered. */
function commandsFor({ status }: Alert, extent: MenuExtent): readonly AlertCommand[] {
  if (status === 'resolved') return offered[extent].filter((command) => whenResolved.has(command));
  return offered[extent].filter((command) => command !== 'ack' || status !== 'acknowledged');
}

/**
 * The whole row of buttons and selects for one alert; nothing where its id is too long to carry.
 *
 * @param ordinal which block of the message it is
 */
export function buildAlertActions(alert: Alert, ordinal: number): ActionsBlock[] {
  const blockId = alertBlockId(alert, ordinal);
  if (blockId === undefined) return [];
  const buttons = (['profile', 'why'] as const).map((command, index) => button(command, 3 + index));
  if (alert.status === 'resolved') return [{ type: 'actions', block_id: blockId, elements: buttons }];
  return [
    {
      type: 'actions',
      block_id: blockId,
      elements: [
        ...(alert.status === 'acknowledged' ? [] : [{ ...button('ack', 0), style: 'primary' as const }]),
        { type: 'users_select', action_id: actionId('alert', 1), placeholder: plain('Assign to…', limits.optionText) },
        select(2, 'Snooze', snoozes),
        ...buttons,
      ],
    },
  ];
}

/** The same in fewer elements, for one of a few alerts in a message: what is done most has a button. */
export function buildShortActions(alert: Alert, ordinal: number): ActionsBlock[] {
  const blockId = alertBlockId(alert, ordinal);
  if (blockId === undefined) return [];
  const shown: readonly AlertCommand[] = ['ack', 'profile', 'why'];
  const [ack, ...looks] = shown.map((command, index) => button(command, 2 + index));
  const commands = commandsFor(alert, 'whole');
  const others = commands.filter((command) => !shown.includes(command));
  return [
    {
      type: 'actions',
      block_id: blockId,
      elements: [
        ...(commands.includes('ack') && ack !== undefined ? [{ ...ack, style: 'primary' as const }] : []),
        ...looks,
        select(0, 'More', others),
      ],
    },
  ];
}

/** What may be done with an alert in one select, for a line among many. */
export function buildAlertMenu(alert: Alert, extent: MenuExtent): StaticSelect {
  return select(0, 'Actions', commandsFor(alert, extent));
}

/** Thumbs for whether it was good to be told of this alert. */
export function buildUsefulBlock(alert: Alert, ordinal: number): ContextActionsBlock[] {
  const blockId = alertBlockId(alert, ordinal);
  if (blockId === undefined) return [];
  return [
    {
      type: 'context_actions',
      block_id: blockId,
      elements: [
        {
          type: 'feedback_buttons',
          action_id: actionId('alert', 0),
          positive_button: {
            text: plain('👍', limits.buttonText),
            accessibility_label: 'This alert was useful',
            value: 'useful',
          },
          negative_button: {
            text: plain('👎', limits.buttonText),
            accessibility_label: 'This alert was of no use',
            value: 'useless',
          },
        },
      ],
    },
  ];
}

function button(command: AlertCommand, ordinal: number): Button {
  return {
    type: 'button',
    action_id: actionId('alert', ordinal),
    text: plain(labels[command], limits.buttonText),
    value: command,
  };
}

function select(ordinal: number, placeholder: string, commands: readonly AlertCommand[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId('alert', ordinal),
    placeholder: { type: 'plain_text', text: placeholder },
    options: commands.map(option),
  };
}

/** Written short: twelve members of these must fit into one message. */
function option(command: AlertCommand): PlainTextOption {
  return { text: { type: 'plain_text', text: labels[command] }, value: command };
}
