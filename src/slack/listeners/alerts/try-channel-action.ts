import { AppError } from '../../../errors/app-error.ts';
import { alertsOff } from '../../alerts/alerting.ts';
import { placeWords } from '../../alerts/watch-words.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import { buildSpokenNotice } from '../../blocks/build-spoken-notice.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { type ActionArguments, readPressed } from '../actions/pressed.ts';
import { answering } from '../answering.ts';
import { tellPresser } from './tell-presser.ts';

/** Has a channel tried again that takes no messages; for admins, who alone see which those are. */
export function createTryChannelAction(services: Services, home: Home): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const say = tellPresser(services, home, pressed);
    await answering(services, { what: 'action try_channel', say }, async (occasion) => {
      const { alerting, rights } = services;
      if (alerting === undefined) return occasion.say(buildNotice(alertsOff));
      const { role } = await rights.standingOf(pressed.asker.userId);
      if (role !== 'admin') return occasion.say(buildNotice('Only admins of Vitals may have a channel tried again.'));
      const channel = pressed.value;
      if (channel === undefined) throw new AppError('input.invalid', 'a button names no channel');
      await alerting.tryAgain(channel);
      occasion.log.info({ channel }, 'channel tried again');
      await occasion.say(
        buildSpokenNotice('Trying again.', `If it works, ${placeWords(channel)} is off this list soon.`),
      );
    });
  };
}
