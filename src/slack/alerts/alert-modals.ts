import type { ModalView } from '@slack/types';
import type { Alert } from '../../insights/alert.ts';
import { viewIds } from '../action-ids.ts';
import { limits } from '../blocks/limits.ts';
import { clip, plain } from '../blocks/text-objects.ts';
import { headlineLabel, headlineWords, whoWords } from './alert-words.ts';
import { fieldAction } from './form-values.ts';

const dayMs = 24 * 3_600_000;
/** How far ahead a snooze may end. */
export const longestSnoozeMs = 365 * dayMs;

/** Asks until when an alert is quiet; a day from now stands there to begin with. */
export function buildSnoozeModal(alert: Alert, privateMetadata: string, now: Date): ModalView {
  return {
    ...shell('Snooze the alert', 'Snooze', viewIds.snooze, privateMetadata),
    blocks: [
      about(alert),
      {
        type: 'input',
        block_id: 'until',
        label: plain('Quiet until', limits.optionText),
        hint: plain('It shows up again by itself then, if it is not resolved.', limits.field),
        element: {
          type: 'datetimepicker',
          action_id: fieldAction,
          initial_date_time: Math.ceil((now.getTime() + dayMs) / 60_000) * 60,
        },
      },
    ],
  };
}

/** Asks who takes care of an alert; nobody, when it is left empty. */
export function buildAssignModal(alert: Alert, privateMetadata: string): ModalView {
  return {
    ...shell('Assign the alert', 'Assign', viewIds.assign, privateMetadata),
    blocks: [
      about(alert),
      {
        type: 'input',
        block_id: 'owner',
        optional: true,
        label: plain('Who takes care of it', limits.optionText),
        hint: plain('Leave it empty to take the owner away.', limits.field),
        element: {
          type: 'users_select',
          action_id: fieldAction,
          placeholder: plain('Choose somebody', limits.optionText),
        },
      },
    ],
  };
}

function shell(title: string, submit: string, callbackId: string, privateMetadata: string): Omit<ModalView, 'blocks'> {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: privateMetadata,
    title: plain(title, limits.modalTitle),
    submit: plain(submit, limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

function about(alert: Alert): ModalView['blocks'][number] {
  const words = `${clip(whoWords(alert.facts), 200)}\n${headlineLabel(alert)} ${headlineWords(alert)}`;
  return { type: 'section', text: plain(words, limits.sectionText) };
}
