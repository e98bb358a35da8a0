import { AppError } from '../../../errors/app-error.ts';
import type { Services } from '../../services.ts';
import { answerIntent } from '../answer-intent.ts';
import { answering } from '../answering.ts';
import { type ActionArguments, readPressed, replyTo } from './pressed.ts';

/** Opens the modal of a proposed change, for whoever proposed it and while it may be confirmed. */
export function createReviewAction(services: Services): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    await answering(services, { what: 'action review', say: replyTo(services, pressed) }, async (occasion) => {
      const { intent, proposer } = pressed.carried();
      if (intent.kind !== 'update' || proposer === undefined) {
        throw new AppError('input.invalid', 'a button proposes no change of anybody');
      }
      const { asker, place } = pressed;
      await answerIntent(services, occasion, { intent, proposer, asker, place, audience: 'asker' });
    });
  };
}
