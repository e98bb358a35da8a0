import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Services } from '../../services.ts';
import { answerIntent } from '../answer-intent.ts';
import { answering } from '../answering.ts';
import { isDirect } from '../is-direct.ts';
import { type ActionArguments, type Pressed, readPressed, replyTo } from './pressed.ts';

/**
 * Answers what a button carries: in the thread where it is, which goes on from there, or in a message that only the
 * person who pressed sees.
 *
 * @param what the action's name, for the log
 * @param isForThread whether everyone in the thread is to see the answer
 */
function createAnswerAction(
  services: Services,
  what: string,
  isForThread: (pressed: Pressed) => boolean,
): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { asker, place } = pressed;
    const whisper = replyTo(services, pressed);
    const target = place !== undefined && isForThread(pressed) ? place : undefined;
    const say: typeof whisper = (message, log) =>
      target === undefined
        ? whisper(message, log)
        : firstThatWorks(
            [
              () => services.port.post(target.channel, message, { thread: target.threadTs, repeatable: true }),
              () => whisper(message, log),
            ],
            log,
          );
    await answering(services, { what: `action ${what}`, say }, async (occasion) => {
      const carried = pressed.carried();
      const audience = target === undefined ? 'asker' : pressed.audience;
      await answerIntent(services, occasion, { ...carried, asker, audience, place: target });
    });
  };
}

/** Of what may have been meant, this is it: answered where the question was. */
export function createChooseAction(services: Services): (request: ActionArguments) => Promise<void> {
  return createAnswerAction(services, 'choose', ({ isEphemeral }) => !isEphemeral);
}

/** Something more to look at: for whoever pressed alone, except in a conversation of the two. */
export function createShowAction(services: Services): (request: ActionArguments) => Promise<void> {
  return createAnswerAction(services, 'show', ({ isEphemeral, channel }) => !isEphemeral && isDirect(channel));
}
