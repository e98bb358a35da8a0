import { buildNotice } from '../../blocks/build-notice.ts';
import { decodeFeedback } from '../../feedback-value.ts';
import type { Services } from '../../services.ts';
import { answering } from '../answering.ts';
import { type ActionArguments, readPressed, replyTo } from './pressed.ts';

const thanks = {
  good: 'Thank you for letting me know.',
  bad: 'Thank you. I have put this question on the list of those to be looked at.',
} as const;

/** Notes whether an answer was of use, and thanks whoever said so, for them alone. */
export function createFeedbackAction(services: Services): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    await answering(services, { what: 'action feedback', say: replyTo(services, pressed) }, async ({ say, log }) => {
      const { vote, id } = decodeFeedback(pressed.value);
      const outcome = await services.conversations.giveFeedback(id, vote, pressed.asker.userId);
      log.info({ vote, outcome }, 'feedback');
      if (outcome === 'notFound')
        return say(buildNotice('This question is no longer on record, so your vote was not kept.'));
      if (outcome === 'recorded') return say(buildNotice(thanks[vote]));
    });
  };
}
