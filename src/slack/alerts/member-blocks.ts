import type { KnownBlock } from '@slack/types';
import { predictionLabel } from '../../answers/insight-words.ts';
import { moneyBeside, reasonWords } from '../../answers/reason-words.ts';
import type { Alert } from '../../insights/alert.ts';
import { fits } from '../blocks/fit-message.ts';
import { limits } from '../blocks/limits.ts';
import type { MessageBlock } from '../blocks/message-block.ts';
import { clip, escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { alertBlockId } from './alert-carrier.ts';
import { buildAlertMenu, type MenuExtent } from './alert-controls.ts';
import { headlineLabel, headlineWords, whoWords } from './alert-words.ts';
import { marked, statusWords, twin } from './status-words.ts';

/** How much of what comes from data a line shows, in characters, from roomy to tight. */
interface Room {
  readonly who: number;
  readonly reason: number;
  readonly menu: MenuExtent | 'none';
  /** Whether each line says what was predicted; where all are alike, what stands above them does. */
  readonly hasKind?: boolean;
  /** Whether each line says the risk score. */
  readonly hasRisk?: boolean;
}

const rooms: readonly [Room, ...Room[]] = [
  { who: 90, reason: 110, menu: 'whole' },
  { who: 90, reason: 110, menu: 'usual' },
  { who: 60, reason: 60, menu: 'usual' },
  { who: 60, reason: 0, menu: 'usual' },
  { who: 40, reason: 0, menu: 'least' },
  { who: 40, reason: 0, menu: 'none' },
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
  const areAlike = new Set(members.map(({ facts }) => facts.predictionType)).size < 2;
  const forms = rooms.map((room) => drawn(members, { ...room, hasKind: !areAlike }));
  const fitting = forms.find(
    ({ blocks, lines }) =>
      fits([...frame.blocks, ...blocks]) && [...frame.lines, ...lines].join('\n').length <= limits.messageText,
  );
  return fitting ?? forms.at(-1) ?? { blocks: [], lines: [] };
}

/** The same lines for the Home tab, without the reasons: a list to choose from. */
export function homeMemberBlocks(members: readonly Alert[], menu: MenuExtent, hasRisk = false): KnownBlock[] {
  return members.flatMap((alert, index) => memberBlocks(alert, index, { ...rooms[0], reason: 0, menu, hasRisk }));
}

function drawn(members: readonly Alert[], room: Room): MemberLines {
  return {
    blocks: members.flatMap((alert, index) => memberBlocks(alert, index, room)),
    lines: members.map((alert) => {
      const words = escapeMrkdwn(memberWords(alert, room).join(' · '));
      return hasNews(alert) ? `${words} · ${statusWords(alert, twin)}` : words;
    }),
  };
}

/** Whether there is more to say of where it stands than that it is open. */
function hasNews({ status, owner, escalations }: Alert): boolean {
  return status !== 'open' || owner !== undefined || escalations > 0;
}

function memberBlocks(alert: Alert, ordinal: number, room: Room): KnownBlock[] {
  const { menu } = room;
  const blockId = menu === 'none' ? undefined : alertBlockId(alert, ordinal);
  const status: KnownBlock = { type: 'context', elements: [mrkdwn(statusWords(alert, marked), limits.field)] };
  return [
    {
      type: 'section',
      text: plain(memberWords(alert, room).join('\n'), limits.sectionText),
      ...(menu !== 'none' && blockId !== undefined && { block_id: blockId, accessory: buildAlertMenu(alert, menu) }),
    },
    ...(hasNews(alert) ? [status] : []),
  ];
}

/** Who and that it is open where it is, then the number and its change and money, then the reason that says most. */
function memberWords(alert: Alert, { who, reason, hasKind = true, hasRisk = false }: Room): string[] {
  const { facts, now } = alert;
  const other = facts.reasons.find(({ metric }) => metric !== now.headline.metric);
  const mark = hasNews(alert) ? '' : '🔴 ';
  const kind = hasKind ? ` · ${predictionLabel(facts.predictionType)}` : '';
  const money = moneyBeside(facts.dataset, now.headline, now.moneyAtRisk);
  const figures = [
    `${headlineLabel(alert)} ${headlineWords(alert)}`,
    ...(money === undefined ? [] : [money]),
    ...(hasRisk ? [`risk score ${Math.round(now.riskScore)}`] : []),
  ];
  return [
    `${mark}${clip(whoWords(facts), who)}${kind}`,
    figures.join(' · '),
    ...(other === undefined || reason === 0 ? [] : [clip(reasonWords(facts.dataset, other), reason)]),
  ];
}
