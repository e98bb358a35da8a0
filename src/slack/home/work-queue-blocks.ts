import type { HomeView, KnownBlock } from '@slack/types';
import type { ParkedChannel } from '../../delivery/outbox.ts';
import type { Alert } from '../../insights/alert.ts';
import { actionId } from '../action-ids.ts';
import { homeMemberBlocks } from '../alerts/member-blocks.ts';
import { marked } from '../alerts/status-words.ts';
import { newWatchButton, watchLine } from '../alerts/watch-blocks.ts';
import { placeWords } from '../alerts/watch-words.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import { escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import type { WorkQueue } from './work-queue.ts';

type HomeBlocks = HomeView['blocks'];

/** Lines a list: all of them together stay below the 100 blocks of a Home tab. */
const most = { mine: 10, unowned: 10, snoozed: 4, watches: 6, parked: 4 } as const;

/** What waits for a person, most urgent first; what is longer than its list says how much more there is. */
export function workQueueBlocks(queue: WorkQueue, now: Date): HomeBlocks {
  const { mine, unowned, snoozed, watches, parked } = queue;
  return [
    ...parkedBlocks(parked),
    ...alertList('My alerts', mine, most.mine, 'You take care of no alert just now.'),
    ...alertList('Nobody takes care of these', unowned, most.unowned, 'Nothing is open that nobody takes care of.'),
    ...(snoozed.length === 0 ? [] : alertList('My snoozes', snoozed, most.snoozed, '')),
    header(titleOf('My watches', watches.length)),
    ...watches.slice(0, most.watches).flatMap((route, index) => watchLine(route, index, now, false).blocks),
    ...moreLine(watches.length, most.watches, 'All of them: /insights watches'),
    { type: 'actions', elements: [newWatchButton(0)] },
  ];
}

function alertList(title: string, alerts: readonly Alert[], limit: number, nothing: string): KnownBlock[] {
  return [
    header(titleOf(title, alerts.length)),
    ...(alerts.length === 0 ? [context(nothing)] : homeMemberBlocks(alerts.slice(0, limit))),
    ...moreLine(alerts.length, limit, 'Ordered by money at risk.'),
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
