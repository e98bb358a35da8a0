import type { NextStep } from '../../answers/answer.ts';
import { fitMessage } from './fit-message.ts';
import { limits } from './limits.ts';
import type { Message } from './message-block.ts';
import { onOneLine } from './on-one-line.ts';
import { intentButton } from './step-blocks.ts';
import { plain } from './text-objects.ts';

/** A sentence to a person, on one line, with buttons for what to do next where there is something. */
export function buildNotice(said: string, steps: readonly NextStep[] = []): Message {
  const sentence = onOneLine(said);
  const buttons = steps
    .map(({ label, intent }, index) => intentButton('show', index, label, { intent }))
    .filter((button) => button !== undefined);
  return fitMessage(
    [
      { type: 'section', text: plain(sentence, limits.sectionText) },
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
    ],
    sentence,
  );
}
