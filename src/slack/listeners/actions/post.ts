import { AppError } from '../../../errors/app-error.ts';
import { buildMessage } from '../../blocks/build-message.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import type { Message } from '../../posting/message.ts';
import type { Services } from '../../services.ts';
import { answering, type Occasion } from '../answering.ts';
import { isForAdmins } from '../permission.ts';
import { type ActionArguments, type Pressed, readPressed, replyTo } from './pressed.ts';

/** Slack's limit for the blocks of a message. @see https://docs.slack.dev/reference/block-kit/blocks */
const mostBlocks = 50;

/**
 * Shows an answer to the whole channel, computed anew and without personal attributes, and says who posted it.
 *
 * Where the app is not a member, the message goes through the `response_url`, which needs no membership.
 */
export function createPostAction(services: Services): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    await answering(services, { what: 'action post', say: replyTo(services, pressed) }, async (occasion) => {
      const { intent, offset } = pressed.carried();
      if (intent.kind === 'update' || isForAdmins(intent)) {
        throw new AppError('input.invalid', 'this is no answer to post');
      }
      const answer = await services.answers.answer(intent, offset === undefined ? {} : { offset });
      await postToChannel(services, occasion, pressed, signed(buildMessage(answer, 'channel'), pressed.asker.userId));
      occasion.log.info({ intent: intent.kind }, 'posted');
    });
  };
}

async function postToChannel(
  { port }: Services,
  { say, log }: Occasion,
  { channel, thread, asker }: Pressed,
  message: Message,
): Promise<void> {
  if (channel === undefined) throw new AppError('input.invalid', 'there is no channel to post to');
  try {
    await port.post(channel, message, { thread, repeatable: false });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'slack.unavailable') {
      log.warn({ err: error }, 'a post was not confirmed');
      return say(buildNotice('Slack did not confirm the post. Look into the channel before you post it again.'));
    }
    if (error.code !== 'slack.rejected' || asker.responseUrl === undefined) throw error;
    log.info({ err: error }, 'posting through the response_url instead');
    await port.respond(asker.responseUrl, message, { visibleTo: 'channel', thread });
  }
}

/** The message with a last line that says who brought it here. */
function signed({ text, blocks = [] }: Message, userId: string): Message {
  const line = `Posted by <@${userId}>`;
  const signature = { type: 'context', elements: [{ type: 'mrkdwn', text: line }] };
  return { text: `${text}\n${line}`, blocks: [...blocks.slice(0, mostBlocks - 1), signature] };
}
