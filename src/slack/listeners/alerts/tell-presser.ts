import type { Log } from '../../../log.ts';
import type { Home } from '../../home/home.ts';
import type { Message } from '../../posting/message.ts';
import type { Services } from '../../services.ts';
import { type Pressed, replyTo } from '../actions/pressed.ts';

/** Tells the presser something: in the Home tab at its top, elsewhere beside the message. */
export function tellPresser(
  services: Services,
  home: Home,
  pressed: Pressed,
): (message: Message, log: Log) => Promise<void> {
  const reply = replyTo(services, pressed);
  if (!pressed.isHome) return reply;
  return async (message, log) => {
    try {
      await home.publish(pressed.asker.userId, message);
    } catch (error) {
      log.warn({ err: error }, 'the Home tab could not be shown; telling the person in a message');
      await reply(message, log);
    }
  };
}

/** What somebody did shows in their Home tab, too, when there is time for it. */
export function refreshLater({ background }: Services, home: Home, userId: string, log: Log): void {
  background.add(() => home.publish(userId), 'the Home tab could not be shown anew', log);
}
