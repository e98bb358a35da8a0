import type { Alert } from '../../insights/alert.ts';
import type { OutboundContent } from '../../insights/outbound-content.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { escapeMrkdwn, plain } from '../blocks/text-objects.ts';
import { groupWords } from './group-words.ts';
import { buildMembers } from './member-blocks.ts';

type ReminderReason = Extract<OutboundContent, { kind: 'reminder' }>['reason'];

const headings: Readonly<Record<ReminderReason, string>> = {
  repeat: 'Still open',
  escalation: 'Passed on',
};
const explanations: Readonly<Record<ReminderReason, string>> = {
  repeat: 'Nobody has acknowledged this yet. Acknowledging stops these reminders; a snooze puts them off.',
  escalation: 'Nobody has acknowledged this in time, so it comes to you. Acknowledging keeps it from being passed on.',
};

/** Alerts that nobody has acknowledged, told again or to somebody else. At most 12. */
export function buildReminderMessage(reason: ReminderReason, members: readonly Alert[]): Message {
  const heading = `${headings[reason]}: ${groupWords(members)}`;
  const frame = {
    blocks: [
      header(heading),
      { type: 'context', elements: [plain(explanations[reason], limits.field)] },
    ] satisfies MessageBlock[],
    lines: [escapeMrkdwn(heading), explanations[reason]],
  };
  const { blocks, lines } = buildMembers(members, frame);
  return fitEscaped([...frame.blocks, ...blocks], [...frame.lines, ...lines].join('\n'));
}
