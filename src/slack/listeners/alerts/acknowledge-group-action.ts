import { alertsOff } from '../../alerts/alerting.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { type ActionArguments, readPressed } from '../actions/pressed.ts';
import { answering } from '../answering.ts';
import { refreshLater, tellPresser } from './tell-presser.ts';

/** Acknowledges every open alert of a group, for editors. */
export function createAcknowledgeGroupAction(
  services: Services,
  home: Home,
): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { userId } = pressed.asker;
    const say = tellPresser(services, home, pressed);
    await answering(services, { what: 'action acknowledge_group', say }, async (occasion) => {
      const { alerting, rights } = services;
      if (alerting === undefined) return occasion.say(buildNotice(alertsOff));
      await rights.requireEditor(userId, { forWhat: 'alerts' });
      const { requestId } = occasion;
      const by = { userId, teamId: pressed.teamId, requestId, via: 'button' };
      const count = await alerting.desk.acknowledgeGroup(pressed.value ?? '', by);
      occasion.log.info({ count }, 'group acknowledged');
      await occasion.say(buildNotice(sentenceFor(count)));
      refreshLater(services, home, userId, occasion.log);
    });
  };
}

function sentenceFor(count: number): string {
  if (count === 0) return 'Nothing of this group is open any more, so nothing was changed.';
  return `You acknowledged ${count === 1 ? '1 alert' : `${count} alerts`}. Their reminders stop.`;
}
