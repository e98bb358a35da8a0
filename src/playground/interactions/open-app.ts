import type { Stand } from '../stand.ts';
import { bot, type Person } from '../workspace/people.ts';
import { viewPayload } from '../workspace/views.ts';
import { Refusal } from './refusal.ts';

/**
 * A person looks at the app: its Home tab, or the messages with it.
 *
 * @throws {Refusal} where the person has no conversation with the app
 * @see https://docs.slack.dev/reference/events/app_home_opened
 */
export function openApp(person: Person, tab: 'home' | 'messages', stand: Stand): void {
  const direct = stand.workspace
    .conversations()
    .find(({ kind, members }) => kind === 'im' && members.includes(person.id) && members.includes(bot.id));
  if (!direct) throw new Refusal('People from other workspaces cannot open the app.');
  const view = stand.views.home(person.id);
  void stand.events.send({
    type: 'app_home_opened',
    user: person.id,
    channel: direct.id,
    tab,
    event_ts: (stand.clock() / 1000).toFixed(6),
    ...(tab === 'home' && view ? { view: viewPayload(view) } : {}),
  });
}
