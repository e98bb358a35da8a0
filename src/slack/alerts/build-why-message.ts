import type { Answer } from '../../answers/answer.ts';
import { predictionLabel } from '../../answers/insight-words.ts';
import { reasonWords } from '../../answers/reason-words.ts';
import type { Alert } from '../../insights/alert.ts';
import { buildMessage } from '../blocks/build-message.ts';
import { fitMessage } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message } from '../blocks/message-block.ts';
import { onOneLine } from '../blocks/on-one-line.ts';
import { plain } from '../blocks/text-objects.ts';
import { whoWords } from './alert-words.ts';

/**
 * Why an alert was raised: the figures behind it, and which groups stand out among those like the member.
 *
 * @param groups the answer to why their average is as it is, where that could be told
 */
export function buildWhyMessage(
  alert: Alert,
  groups: Answer | undefined,
  { isDirect }: { isDirect: boolean },
): Message {
  const { facts } = alert;
  const title = `Why: ${predictionLabel(facts.predictionType)} · ${whoWords(facts)}`;
  const lines = [
    `Risk score ${facts.riskScore} of 100 when it was noticed, from:`,
    ...facts.reasons.map((reason) => `• ${reasonWords(facts.dataset, reason)}`),
    `The words were written by ${onOneLine(facts.modelUsed)}; the figures are from the record.`,
  ];
  if (groups !== undefined) {
    return buildMessage({ ...groups, title, notes: [...lines, ...groups.notes] }, 'asker', { isDirect });
  }
  return fitMessage(
    [header(title), { type: 'section', text: plain(lines.join('\n'), limits.sectionText) }],
    [title, ...lines].join('\n'),
  );
}
