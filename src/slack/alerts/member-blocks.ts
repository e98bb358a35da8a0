import type { KnownBlock } from '@slack/types';
import type { Alert } from '../../insights/alert.ts';
import { fits } from '../blocks/fit-message.ts';
import { limits } from '../blocks/limits.ts';
import type { MessageBlock } from '../blocks/message-block.ts';
import { clip, escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { alertBlockId } from './alert-carrier.ts';
import { buildAlertMenu } from './alert-controls.ts';
import {
  headlineLabel,
  headlineWords,
  moneyWords,
  onOneLine,
  predictionLabel,
  reasonWords,
  whoWords,
} from './alert-words.ts';
import { marked, statusWords, twin } from './status-words.ts';

/** How much of what comes from data a line shows, in characters, from roomy to tight. */
interface Room {
  readonly who: number;
  readonly reason: number;
  readonly hasMenu: boolean;
}

const rooms: readonly [Room, ...Room[]] = [
  { who: 90, reason: 110, hasMenu: true },
  { who: 60, reason: 0, hasMenu: true },
  { who: 40, reason: 0, hasMenu: false },
];

export interface MemberLines {
  readonly blocks: readonly MessageBlock[];
  /** Escaped already. */
  readonly lines: readonly string[];
}

/**
 * Alerts in a few words each, in the order given, with all that can be done with each.
 *
 * Nobody is ever left out: where the texts are too long for one message, each line says less, and the figures stay.
 *
 * @param members at most 12
 * @param frame what else is in the message
 */
export function buildMembers(members: readonly Alert[], frame: MemberLines): MemberLines {
  const forms = rooms.map((room) => drawn(members, room));
  const fitting = forms.find(
    ({ blocks, lines }) =>
      fits([...frame.blocks, ...blocks]) && [...frame.lines, ...lines].join('\n').length <= limits.messageText,
  );
  return fitting ?? forms.at(-1) ?? { blocks: [], lines: [] };
}

/** The same lines for the Home tab, which has room for all of them. */
export function homeMemberBlocks(members: readonly Alert[]): KnownBlock[] {
  return members.flatMap((alert, index) => memberBlocks(alert, index, rooms[0]));
}

function drawn(members: readonly Alert[], room: Room): MemberLines {
  return {
    blocks: members.flatMap((alert, index) => memberBlocks(alert, index, room)),
    lines: members.map((alert) => `${escapeMrkdwn(memberWords(alert, room))} · ${statusWords(alert, twin)}`),
  };
}

function memberBlocks(alert: Alert, ordinal: number, room: Room): KnownBlock[] {
  const blockId = room.hasMenu ? alertBlockId(alert, ordinal) : undefined;
  return [
    {
      type: 'section',
      text: plain(memberWords(alert, room), limits.sectionText),
      ...(blockId !== undefined && { block_id: blockId, accessory: buildAlertMenu(alert) }),
    },
    { type: 'context', elements: [mrkdwn(statusWords(alert, marked), limits.field)] },
  ];
}

/** Who, the number and its change, money, and the reason that says most. */
function memberWords(alert: Alert, { who, reason }: Room): string {
  const { facts, now } = alert;
  const other = facts.reasons.find(({ metric }) => metric !== now.headline.metric) ?? facts.reasons[0];
  const why = other === undefined || reason === 0 ? undefined : clip(reasonWords(facts.dataset, other), reason);
  return [
    clip(onOneLine(whoWords(facts)), who),
    predictionLabel(facts.predictionType),
    `${headlineLabel(alert)} ${headlineWords(alert)}`,
    moneyWords(now.moneyAtRisk),
    why,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
