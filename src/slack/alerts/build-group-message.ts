import type { ActionsBlock } from '@slack/types';
import type { Alert, AlertGroupView } from '../../insights/alert.ts';
import { actionId } from '../action-ids.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { buildAlertActions, buildUsefulBlock } from './alert-controls.ts';
import { predictionLabel, whoWords } from './alert-words.ts';
import { groupWords } from './group-words.ts';
import { leadBlocks, leadLines } from './lead-blocks.ts';
import { marked, statusWords, twin } from './status-words.ts';

/**
 * A group's parent message: what the group is, its first alert whole, where that stands, and what to do.
 *
 * It is drawn anew whenever a member changes, so that a resolution shows here and is no message of its own.
 */
export function buildGroupMessage({ group, lead, members }: AlertGroupView): Message {
  const heading = headingOf(lead, members);
  const note = threadNote(lead, members);
  const votes = voteWords(lead);
  const asides = [...(note === undefined ? [] : [note]), ...(votes === undefined ? [] : [votes])];
  const blocks: MessageBlock[] = [
    header(heading),
    ...leadBlocks(lead),
    { type: 'context', elements: [mrkdwn(statusWords(lead, marked), limits.field)] },
    ...buildAlertActions(lead, 0),
    ...groupActions(group.groupId, members),
    { type: 'context', elements: [...asides, 'Was this useful?'].map((text) => plain(text, limits.field)) },
    ...buildUsefulBlock(lead, 1),
  ];
  const text = [
    ...[heading, ...leadLines(lead)].map(escapeMrkdwn),
    statusWords(lead, twin),
    ...asides.map(escapeMrkdwn),
  ].join('\n');
  return fitEscaped(blocks, text);
}

function headingOf(lead: Alert, members: readonly Alert[]): string {
  const isOver = members.every(({ status }) => status === 'resolved');
  const words =
    members.length > 1
      ? groupWords(members)
      : `${predictionLabel(lead.facts.predictionType)} · ${whoWords(lead.facts)}`;
  return isOver ? `✅ Resolved · ${words}` : words;
}

function threadNote(lead: Alert, members: readonly Alert[]): string | undefined {
  const others = members.filter(({ facts }) => facts.alertId !== lead.facts.alertId).length;
  if (others === 0) return undefined;
  return `Above: ${whoWords(lead.facts)}. ${others} more in the thread, each with what can be done.`;
}

function voteWords({ useful }: Alert): string | undefined {
  const votes = Object.values(useful);
  return votes.length === 0 ? undefined : `Useful to ${votes.filter(Boolean).length} of ${votes.length}.`;
}

/** One press for all of them, where there are several that nobody has acknowledged. */
function groupActions(groupId: string, members: readonly Alert[]): ActionsBlock[] {
  const open = members.filter(({ status }) => status === 'open').length;
  if (members.length < 2 || open === 0 || groupId.length > limits.buttonValue) return [];
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: actionId('acknowledgeGroup', 0),
          text: plain(`Acknowledge all ${open}`, limits.buttonText),
          value: groupId,
        },
      ],
    },
  ];
}
