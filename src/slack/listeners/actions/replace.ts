import { buildMessage } from '../../blocks/build-message.ts';
import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';
import { isDirect } from '../is-direct.ts';
import { requirePermission } from '../permission.ts';
import { type ActionArguments, readPressed, replyTo } from './pressed.ts';

/** Turns a page: the new one takes the place of the message that holds the button, for whoever sees that. */
export function createReplaceAction(services: Services): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { responseUrl, userId } = pressed.asker;
    await answering(services, { what: 'action replace', say: replyTo(services, pressed) }, async ({ say, log }) => {
      const { intent, offset = 0 } = pressed.carried();
      await requirePermission(services.rights, intent, userId);
      const { feedbackId } = pressed;
      // What was posted for a whole channel stays as it was posted.
      const refinable = pressed.audience === 'asker' || pressed.thread !== undefined;
      const answer = await services.answers.answer(intent, { offset });
      const message = buildMessage(answer, pressed.audience, {
        refinable,
        feedbackId,
        isDirect: isDirect(pressed.channel),
      });
      log.info({ intent: intent.kind, offset }, 'answered');
      if (responseUrl === undefined) return say(message);
      const visibleTo = pressed.audience;
      return services.port.respond(responseUrl, message, { visibleTo, replace: true, thread: pressed.thread });
    });
  };
}
