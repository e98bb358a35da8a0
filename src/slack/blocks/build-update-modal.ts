import type { ModalView } from '@slack/types';
import type { Answer } from '../../answers/answer.ts';
import { choiceLabel } from '../../answers/people.ts';
import { viewIds } from '../action-ids.ts';
import { limits } from './limits.ts';
import { changeWords } from './proposal-words.ts';
import { plain } from './text-objects.ts';

/** What the modal hands back when it is submitted. */
export interface UpdateModalContext {
  /** At most 3,000 characters; comes back unchanged, and must be checked like any input. */
  readonly privateMetadata: string;
}

/** Shows a proposed change, old beside new, and asks for a yes. Nothing is written before that. */
export function buildUpdateModal(
  { name, id, changes, caveats = [] }: NonNullable<Answer['proposal']>,
  { privateMetadata }: UpdateModalContext,
): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.update,
    private_metadata: privateMetadata,
    title: plain('Confirm the change', limits.modalTitle),
    submit: plain('Apply', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: [
      { type: 'header', text: plain(choiceLabel({ id, name }), limits.header) },
      ...changes.map((change) => ({
        type: 'section' as const,
        text: plain(changeWords(change), limits.sectionText),
      })),
      {
        type: 'context',
        elements: [
          ...caveats,
          'Applied only if the old values still hold. Who changed what, and when, is kept in the audit.',
        ].map((text) => plain(text, limits.field)),
      },
    ],
  };
}
