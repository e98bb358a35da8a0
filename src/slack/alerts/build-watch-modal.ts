import type { InputBlock, ModalView } from '@slack/types';
import type { Route } from '../../insights/route.ts';
import { viewIds } from '../action-ids.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { durationOptions, formField } from './form-elements.ts';
import { fieldAction } from './form-values.ts';
import { buildGroupingFields, groupingFields } from './grouping-fields.ts';
import { buildMatcherFields, buildOwnerField, matcherFields } from './matcher-fields.ts';

/** The fields of the form, by the ids of their blocks. */
export const watchFields = {
  channel: 'channel',
  ...matcherFields,
  quietFrom: 'quiet_from',
  quietTo: 'quiet_to',
  zone: 'zone',
  repeat: 'repeat',
  escalateAfter: 'escalate_after',
  people: 'escalate_people',
  escalateChannel: 'escalate_channel',
  ...groupingFields,
} as const;

const hourMs = 3_600_000;
const repeats = [hourMs, 4 * hourMs, 12 * hourMs, 24 * hourMs, 7 * 24 * hourMs];
const escalations = [15 * 60_000, 30 * 60_000, hourMs, 4 * hourMs, 24 * hourMs];
const channelForm = /^[CG][A-Z0-9]{2,20}$/u;
const personForm = /^[UW][A-Z0-9]{2,20}$/u;
const mostTargets = 5;

interface WatchModal {
  /** What stands in the form to begin with; the channel may be unknown yet. */
  readonly draft: Omit<Route, 'channel'> & { readonly channel?: string | undefined };
  readonly isNew: boolean;
  /** Whether it is for the conversation of the person and the app, which no select of channels offers. */
  readonly isDirect: boolean;
  readonly zone: string;
  readonly privateMetadata: string;
}

/** The form of a watch: what is told, where, when not, how often, to whom else, and how it is put together. */
export function buildWatchModal({ draft, isNew, isDirect, zone, privateMetadata }: WatchModal): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.watch,
    private_metadata: privateMetadata,
    title: plain(isNew ? 'New watch' : 'Edit the watch', limits.modalTitle),
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: [
      isDirect
        ? { type: 'section', text: plain('Told to you alone, in your conversation with Vitals.', limits.sectionText) }
        : channelField(draft.channel),
      ...buildMatcherFields(draft.matchers),
      buildOwnerField(draft.matchers),
      ...whenFields(draft, zone),
      ...escalationFields(draft),
      ...buildGroupingFields(draft),
    ],
  };
}

function channelField(channel: string | undefined): InputBlock {
  const select: InputBlock['element'] = {
    type: 'conversations_select',
    action_id: fieldAction,
    placeholder: plain('Choose a channel', limits.optionText),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(channel !== undefined && channelForm.test(channel) ? { initial_conversation: channel } : {}),
  };
  return formField(watchFields.channel, 'Tell it in', select, { optional: false });
}

function whenFields({ quietHours: quiet, repeatIntervalMs }: WatchModal['draft'], zone: string): InputBlock[] {
  const time = (initial: string | undefined) => ({
    type: 'timepicker' as const,
    action_id: fieldAction,
    ...(initial !== undefined && { initial_time: initial }),
  });
  return [
    formField(watchFields.quietFrom, 'Quiet from', time(quiet?.from)),
    formField(watchFields.quietTo, 'Quiet to', time(quiet?.to)),
    formField(watchFields.zone, 'Time zone of the quiet hours', {
      type: 'plain_text_input',
      action_id: fieldAction,
      max_length: 60,
      initial_value: quiet?.zone ?? zone,
    }),
    formField(
      watchFields.repeat,
      'Tell again what nobody acknowledges, every',
      { type: 'static_select', action_id: fieldAction, ...durationOptions(repeats, repeatIntervalMs) },
      { optional: false },
    ),
  ];
}

function escalationFields({ escalation }: WatchModal['draft']): InputBlock[] {
  const shown = shownTargets(escalation?.targets ?? []);
  const people = shown.filter((id) => personForm.test(id));
  const channel = shown.find((id) => channelForm.test(id));
  return [
    formField(watchFields.escalateAfter, 'Pass it on when nobody has acknowledged it for', {
      type: 'static_select',
      action_id: fieldAction,
      placeholder: plain('Never', limits.optionText),
      ...durationOptions(escalations, escalation?.afterMs),
    }),
    formField(watchFields.people, 'Pass it on to people', {
      type: 'multi_users_select',
      action_id: fieldAction,
      placeholder: plain('One after the other', limits.optionText),
      max_selected_items: mostTargets - 1,
      ...(people.length > 0 && { initial_users: people }),
    }),
    formField(watchFields.escalateChannel, 'And then to a channel', {
      type: 'conversations_select',
      action_id: fieldAction,
      placeholder: plain('No channel', limits.optionText),
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(channel !== undefined && { initial_conversation: channel }),
    }),
  ];
}

/** Those to whom alerts are passed on that the form has a place for: people, and then one channel. */
export function shownTargets(targets: readonly string[]): readonly string[] {
  const people = targets.filter((id) => personForm.test(id)).slice(0, mostTargets - 1);
  const channel = targets.find((id) => channelForm.test(id));
  return channel === undefined ? people : [...people, channel];
}
