import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';
import { type ActionArguments, readPressed, replyTo } from './pressed.ts';

/** Shows the Home tab as things are now. */
export function createRefreshHomeAction(services: Services, home: Home): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    await answering(services, { what: 'action refresh_home', say: replyTo(services, pressed) }, () =>
      home.publish(pressed.asker.userId),
    );
  };
}
