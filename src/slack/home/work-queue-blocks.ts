import type { HomeView, KnownBlock } from '@slack/types';
import type { ParkedChannel } from '../../delivery/outbox.ts';
import type { Route } from '../../insights/route.ts';
import { actionId } from '../action-ids.ts';
import type { MenuExtent } from '../alerts/alert-controls.ts';
import { homeMemberBlocks } from '../alerts/member-blocks.ts';
import { marked } from '../alerts/status-words.ts';
import { digestLine, newWatchButton, watchLine } from '../alerts/watch-blocks.ts';
import { placeWords, routeFloor } from '../alerts/watch-words.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import type { Standing } from '../rights.ts';
import { type AlertList, mostAlerts, type WorkQueue } from './work-queue.ts';

type HomeBlocks = HomeView['blocks'];

/** Lines a list: all of them together, and the alerts, stay below the 100 blocks of a Home tab. */
const most = { watches: 6, digests: 3, parked: 4 } as const;

interface Onlooker {
  readonly standing: Standing;
  /** Whether somebody may assign alerts to the person: guests and people from elsewhere are given none. */
  readonly mayOwn: boolean;
  readonly now: Date;
}

/** What waits for a person, most urgent first; what is longer than its list says how much more there is. */
export function workQueueBlocks(queue: WorkQueue, onlooker: Onlooker): HomeBlocks {
  const { unowned, snoozed, parked, defaultRoute } = queue;
  const { standing, now } = onlooker;
  const mayAct = standing.role !== 'viewer';
  return [
    ...parkedBlocks(parked),
    ...mineBlocks(queue, onlooker),
    ...alertList({
      title: 'Nobody takes care of these',
      list: unowned,
      limit: mostAlerts.unowned,
      menu: mayAct ? 'whole' : 'look',
      nothing: 'Somebody takes care of everything that is open. 🎉',
      saysRisk: true,
    }),
    ...toldWhere(defaultRoute),
    ...(snoozed.total === 0
      ? []
      : alertList({ title: 'My snoozes', list: snoozed, limit: mostAlerts.snoozed, menu: 'whole', nothing: '' })),
    ...watchBlocks(queue, mayAct, now),
  ];
}

/** Whoever was given an alert may take care of it, editor or not; guests are given none. */
function mineBlocks({ mine, unowned }: WorkQueue, { standing, mayOwn }: Onlooker): HomeBlocks {
  if (!mayOwn && mine.total === 0) return [];
  const asEditor =
    unowned.total === 0
      ? 'Nothing is yours. What you acknowledge, or somebody assigns to you, stands here.'
      : 'Nothing is yours. Acknowledge one of those below, and it stands here until it is resolved.';
  const asViewer = 'Nothing is yours. What somebody assigns to you stands here.';
  const nothing = standing.role === 'viewer' ? asViewer : asEditor;
  return alertList({ title: 'My alerts', list: mine, limit: mostAlerts.mine, menu: 'whole', nothing });
}

/** Why an alert may stand here and in no channel. */
function toldWhere(defaultRoute: Route | undefined): KnownBlock[] {
  if (defaultRoute === undefined) return [];
  const floor = routeFloor(defaultRoute);
  const place = placeWords(defaultRoute.channel);
  const words =
    floor === undefined
      ? `What no watch takes is told in ${place}.`
      : `What no watch takes is told in ${place} where its risk score is above ${floor}; the rest stands only here.`;
  return [{ type: 'context', elements: [mrkdwn(words, limits.field)] }];
}

function watchBlocks({ watches, plans }: WorkQueue, mayAct: boolean, now: Date): HomeBlocks {
  const count = watches.length + plans.length;
  if (!mayAct && count === 0) return [];
  const extent = { isDetailed: false, mayEdit: mayAct };
  return [
    header(titleOf('My watches and digests', count)),
    ...(count === 0 ? [context('A watch tells you, or a channel, of the alerts that you choose.')] : []),
    ...watches.slice(0, most.watches).flatMap((route, index) => watchLine(route, index, now, extent).blocks),
    ...plans.slice(0, most.digests).flatMap((plan, index) => digestLine(plan, most.watches + index, mayAct).blocks),
    ...moreLine(
      count,
      Math.min(watches.length, most.watches) + Math.min(plans.length, most.digests),
      'All of them: /insights watches',
    ),
    ...(mayAct ? [{ type: 'actions' as const, elements: [newWatchButton(0)] }] : []),
  ];
}

interface ShownList {
  readonly title: string;
  readonly list: AlertList;
  readonly limit: number;
  readonly menu: MenuExtent;
  /** What is said where there is none. */
  readonly nothing: string;
  /** Whether each line says the risk score, by which channels are told. */
  readonly saysRisk?: boolean;
}

function alertList({ title, list, limit, menu, nothing, saysRisk = false }: ShownList): KnownBlock[] {
  const { alerts, total } = list;
  return [
    header(titleOf(title, total)),
    ...(alerts.length === 0 ? [context(nothing)] : homeMemberBlocks(alerts.slice(0, limit), menu, saysRisk)),
    ...moreLine(total, limit, 'Those with the most money at risk come first.'),
  ];
}

function titleOf(title: string, count: number): string {
  return count === 0 ? title : `${title} (${count})`;
}

function moreLine(count: number, limit: number, hint: string): KnownBlock[] {
  return count > limit ? [context(`${count - limit} more are not shown. ${hint}`)] : [];
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [plain(text, limits.field)] };
}

/** What keeps Slack from taking messages, and what to do about it. */
const remedies: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite Vitals there: /invite @Vitals.',
  channel_not_found: 'Invite Vitals there, or send the alerts elsewhere.',
  is_archived: 'It is archived: bring it back, or send the alerts elsewhere.',
  restricted_action: 'Its settings let only some people post: allow Vitals to.',
};

function parkedBlocks(parked: readonly ParkedChannel[]): KnownBlock[] {
  return parked.slice(0, most.parked).map(({ channel, error, since, waiting }, index) => {
    const count = waiting === 1 ? '1 message waits' : `${waiting} messages wait`;
    const remedy = remedies[error] ?? `Slack says: ${error}.`;
    const line = `⚠️ Vitals cannot post in ${placeWords(channel)} since ${marked.moment(since)}: ${count}. ${escapeMrkdwn(remedy)}`;
    const again = plain('Try again', limits.buttonText);
    return {
      type: 'section',
      text: mrkdwn(line, limits.sectionText),
      accessory: { type: 'button', action_id: actionId('tryChannel', index), text: again, value: channel },
    };
  });
}
