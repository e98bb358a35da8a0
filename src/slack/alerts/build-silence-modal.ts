import type { ModalView } from '@slack/types';
import { viewIds } from '../action-ids.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/text-objects.ts';
import { durationOptions, formField } from './form-elements.ts';
import { fieldAction } from './form-values.ts';
import { buildMatcherFields, matcherFields } from './matcher-fields.ts';

/** The fields of the form, by the ids of their blocks. */
export const silenceFields = {
  ...matcherFields,
  duration: 'duration',
  until: 'until',
  comment: 'comment',
} as const;

const hourMs = 3_600_000;
const durations = [hourMs, 4 * hourMs, 24 * hourMs, 7 * 24 * hourMs];
/** As long as a silence's comment may be. */
const longestComment = 500;

/** The form of a silence: which alerts are not told, for how long, and why. */
export function buildSilenceModal(privateMetadata: string): ModalView {
  const explanation =
    'Alerts that fit all of this are not told while the silence lasts. What is left empty fits every alert.';
  return {
    type: 'modal',
    callback_id: viewIds.silence,
    private_metadata: privateMetadata,
    title: plain('New silence', limits.modalTitle),
    submit: plain('Silence', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: [
      { type: 'context', elements: [plain(explanation, limits.field)] },
      ...buildMatcherFields({}),
      formField(silenceFields.duration, 'For how long', {
        type: 'static_select',
        action_id: fieldAction,
        placeholder: plain('Choose, or say until when below', limits.optionText),
        ...durationOptions(durations, undefined),
      }),
      formField(silenceFields.until, 'Or until', { type: 'datetimepicker', action_id: fieldAction }),
      formField(silenceFields.comment, 'Why', {
        type: 'plain_text_input',
        action_id: fieldAction,
        max_length: longestComment,
        placeholder: plain('For whoever wonders about the silence', limits.optionText),
      }),
    ],
  };
}
