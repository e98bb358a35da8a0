import type { ActionsBlock, Button } from '@slack/types';
import { predictionLabel } from '../../answers/insight-words.ts';
import type { Alert, AlertGroupView } from '../../insights/alert.ts';
import { actionId } from '../action-ids.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { buildAlertActions, buildUsefulBlock } from './alert-controls.ts';
import { whoWords } from './alert-words.ts';
import { groupWords } from './group-words.ts';
import { type LeadHeading, leadBlocks, leadLines } from './lead-blocks.ts';
import { marked, statusWords, twin } from './status-words.ts';

/**
 * A group's parent message: what the group is, its first alert whole, where that stands, and what to do.
 *
 * It is drawn anew whenever a member changes, so that a resolution shows here and is no message of its own.
 */
export function buildGroupMessage({ group, lead, members, waiting = 0 }: AlertGroupView): Message {
  const heading = headingOf(lead, members);
  const above = saidAbove(members);
  const note = threadNote(lead, members, waiting);
  const votes = voteWords(lead);
  const asides = [...(note === undefined ? [] : [note]), ...(votes === undefined ? [] : [votes])];
  const blocks: MessageBlock[] = [
    header(heading),
    ...leadBlocks(lead, above),
    { type: 'context', elements: [mrkdwn(statusWords(lead, marked), limits.field)] },
    ...actions(lead, acknowledgeAll(group.groupId, members)),
    { type: 'context', elements: [...asides, 'Was this useful?'].map((text) => plain(text, limits.field)) },
    ...buildUsefulBlock(lead, 1),
  ];
  const text = [
    ...[heading, ...leadLines(lead, above)].map(escapeMrkdwn),
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

function saidAbove(members: readonly Alert[]): LeadHeading {
  if (members.length < 2) return 'whole';
  return new Set(members.map(({ facts }) => facts.predictionType)).size > 1 ? 'several' : 'kind';
}

/** @param waiting how many of the members are not in the thread yet */
function threadNote(lead: Alert, members: readonly Alert[], waiting: number): string | undefined {
  const others = members.filter(({ facts }) => facts.alertId !== lead.facts.alertId).length;
  const there = Math.max(0, others - waiting);
  const coming = others - there;
  if (there === 0) return coming === 0 ? undefined : `${coming} more coming in the thread.`;
  const more = coming === 0 ? '' : ` ${coming} more coming.`;
  return `${there} more in the thread, each with what can be done.${more}`;
}

function voteWords({ useful }: Alert): string | undefined {
  const votes = Object.values(useful);
  return votes.length === 0 ? undefined : `Useful to ${votes.filter(Boolean).length} of ${votes.length}.`;
}

/** One row for the first alert and for all of them. */
function actions(lead: Alert, all: readonly Button[]): ActionsBlock[] {
  const [row] = buildAlertActions(lead, 0);
  if (row !== undefined) return [{ ...row, elements: [...row.elements, ...all] }];
  return all.length === 0 ? [] : [{ type: 'actions', elements: [...all] }];
}

/** One press for all of them, where there are several that nobody has acknowledged. */
function acknowledgeAll(groupId: string, members: readonly Alert[]): Button[] {
  const open = members.filter(({ status }) => status === 'open').length;
  if (members.length < 2 || open === 0 || groupId.length > limits.buttonValue) return [];
  return [
    {
      type: 'button',
      action_id: actionId('acknowledgeGroup', 0),
      text: plain(`Acknowledge all ${open}`, limits.buttonText),
      value: groupId,
    },
  ];
}
