import type { Services } from '../../services.ts';
import { answerIntent } from '../answer-intent.ts';
import { answering } from '../answering.ts';
import { type ActionArguments, readPressed, replyTo } from './pressed.ts';

/**
 * Answers what a button carries, in a message that only the person who pressed sees.
 *
 * Serves `review` too: a carried change opens its modal.
 */
export function createShowAction(services: Services): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    await answering(services, { what: 'action show', say: replyTo(services, pressed) }, (occasion) => {
      const { intent, offset } = pressed.carried();
      return answerIntent(services, occasion, { intent, offset, asker: pressed.asker, audience: 'asker' });
    });
  };
}
