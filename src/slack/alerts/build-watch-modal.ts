import type { InputBlock, ModalView, Option, PlainTextOption } from '@slack/types';
import { predictionLabel } from '../../answers/insight-words.ts';
import { datasets } from '../../catalog/catalog.ts';
import { predictionTypes } from '../../catalog/datasets/insights.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import type { Route } from '../../insights/route.ts';
import { viewIds } from '../action-ids.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { fieldAction } from './form-values.ts';
import { durationWords } from './watch-words.ts';

/** The fields of the form, by the ids of their blocks. */
export const watchFields = {
  channel: 'channel',
  kinds: 'kinds',
  dataset: 'dataset',
  segments: 'segments',
  risk: 'risk',
  quietFrom: 'quiet_from',
  quietTo: 'quiet_to',
  zone: 'zone',
  repeat: 'repeat',
  escalateAfter: 'escalate_after',
  people: 'escalate_people',
  escalateChannel: 'escalate_channel',
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

/** The form of a watch: what is told, where, when not, how often, and to whom else. */
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
      ...whatFields(draft),
      ...whenFields(draft, zone),
      ...escalationFields(draft),
    ],
  };
}

function channelField(channel: string | undefined): InputBlock {
  return input(watchFields.channel, 'Tell it in', false, {
    type: 'conversations_select',
    action_id: fieldAction,
    placeholder: plain('Choose a channel', limits.optionText),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(channel !== undefined && channelForm.test(channel) ? { initial_conversation: channel } : {}),
  });
}

function whatFields({ matchers }: WatchModal['draft']): InputBlock[] {
  const kinds = predictionTypes.map((type) => option(predictionLabel(type), type));
  const kindsChosen = kinds.filter(({ value }) => matchers.predictionTypes?.some((type) => type === value));
  const sets = datasets.map(({ name, label }) => option(label, name));
  const set = sets.find(({ value }) => value === matchers.dataset);
  const groups = datasets.flatMap((dataset: Dataset) =>
    attributesOfKind(dataset, 'segment').map(([segment, { label, values }]) => ({
      label: plain(`${dataset.label}: ${label}`, limits.optionText),
      options: Object.entries(values).map(([value, declared]) =>
        option(declared.label, segmentOption(dataset.name, segment, value)),
      ),
    })),
  );
  const segmentsChosen = groups.flatMap(({ options }) => options).filter(({ value = '' }) => isChosen(matchers, value));
  const placeholder = (text: string) => ({ placeholder: plain(text, limits.optionText) });
  return [
    input(watchFields.kinds, 'Kinds of alert', true, {
      type: 'multi_static_select',
      action_id: fieldAction,
      ...placeholder('Every kind'),
      options: kinds,
      ...initially(kindsChosen),
    }),
    input(watchFields.dataset, 'About', true, {
      type: 'static_select',
      action_id: fieldAction,
      ...placeholder('Everyone'),
      options: sets,
      ...(set !== undefined && { initial_option: set }),
    }),
    input(watchFields.segments, 'Only these segments', true, {
      type: 'multi_static_select',
      action_id: fieldAction,
      ...placeholder('All'),
      option_groups: groups,
      ...initially(segmentsChosen),
    }),
    input(watchFields.risk, 'Risk score above', true, {
      type: 'number_input',
      action_id: fieldAction,
      is_decimal_allowed: true,
      min_value: '0',
      max_value: '100',
      ...(matchers.aboveRisk !== undefined && { initial_value: String(matchers.aboveRisk) }),
    }),
  ];
}

function whenFields({ quietHours: quiet, repeatIntervalMs }: WatchModal['draft'], zone: string): InputBlock[] {
  const repeat = durations(repeats, repeatIntervalMs);
  const time = (initial: string | undefined) => ({
    type: 'timepicker' as const,
    action_id: fieldAction,
    ...(initial !== undefined && { initial_time: initial }),
  });
  return [
    input(watchFields.quietFrom, 'Quiet from', true, time(quiet?.from)),
    input(watchFields.quietTo, 'Quiet to', true, time(quiet?.to)),
    input(watchFields.zone, 'Time zone of the quiet hours', true, {
      type: 'plain_text_input',
      action_id: fieldAction,
      max_length: 60,
      initial_value: quiet?.zone ?? zone,
    }),
    input(watchFields.repeat, 'Tell again what nobody acknowledges, every', false, {
      type: 'static_select',
      action_id: fieldAction,
      options: repeat.options,
      ...(repeat.chosen !== undefined && { initial_option: repeat.chosen }),
    }),
  ];
}

function escalationFields({ escalation }: WatchModal['draft']): InputBlock[] {
  const after = durations(escalations, escalation?.afterMs);
  const people = escalation?.targets.filter((id) => personForm.test(id)) ?? [];
  const channel = escalation?.targets.find((id) => channelForm.test(id));
  return [
    input(watchFields.escalateAfter, 'Pass it on when nobody has acknowledged it for', true, {
      type: 'static_select',
      action_id: fieldAction,
      placeholder: plain('Never', limits.optionText),
      options: after.options,
      ...(after.chosen !== undefined && { initial_option: after.chosen }),
    }),
    input(watchFields.people, 'Pass it on to people', true, {
      type: 'multi_users_select',
      action_id: fieldAction,
      placeholder: plain('One after the other', limits.optionText),
      max_selected_items: mostTargets - 1,
      ...(people.length > 0 && { initial_users: people }),
    }),
    input(watchFields.escalateChannel, 'And then to a channel', true, {
      type: 'conversations_select',
      action_id: fieldAction,
      placeholder: plain('No channel', limits.optionText),
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(channel !== undefined && { initial_conversation: channel }),
    }),
  ];
}

/** A segment's value as an option: `agents experienceLevel rookie`. */
function segmentOption(dataset: string, segment: string, value: string): string {
  return `${dataset} ${segment} ${value}`;
}

function isChosen({ dataset, segments = {} }: Route['matchers'], optionValue: string): boolean {
  return Object.entries(segments).some(([segment, values]) =>
    values.some((value) => segmentOption(dataset ?? '', segment, value) === optionValue),
  );
}

/** Lengths of time to choose from; one that is in use already is among them. */
function durations(usual: readonly number[], current: number | undefined) {
  const all = [...new Set([...usual, ...(current === undefined ? [] : [current])])].toSorted((a, b) => a - b);
  const options = all.map((ms) => option(durationWords(ms), String(ms)));
  return { options, chosen: options.find(({ value }) => value === String(current)) };
}

function initially(chosen: PlainTextOption[]): { initial_options?: PlainTextOption[] } {
  return chosen.length === 0 ? {} : { initial_options: chosen };
}

function option(label: string, value: string): PlainTextOption & Option {
  return { text: plain(label, limits.optionText), value };
}

function input(blockId: string, label: string, optional: boolean, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: blockId, optional, label: plain(label, limits.optionText), element };
}
