import type { ModalView } from '@slack/types';
import { limits } from '../../blocks/limits.ts';
import { plain } from '../../blocks/text-objects.ts';

/** A modal that only says something. */
export function buildMessageModal(title: string, sentence: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, limits.modalTitle),
    close: plain('Close', limits.modalTitle),
    blocks: [{ type: 'section', text: plain(sentence, limits.sectionText) }],
  };
}
