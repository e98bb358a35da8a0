import type { SlackCommandMiddlewareArgs } from '@slack/bolt';
import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Services } from '../../services.ts';
import { answerText } from '../answer-text.ts';
import { answering } from '../answering.ts';
import { typedText } from '../typed-text.ts';

type CommandArguments = Pick<SlackCommandMiddlewareArgs, 'ack' | 'command'>;

/** Answers a dataset's slash command: acknowledged before anything else, then answered to the asker alone. */
export function createDatasetCommand(services: Services): (request: CommandArguments) => Promise<void> {
  return async ({ ack, command }) => {
    const receivedAt = Date.now();
    await ack();
    const {
      response_url: responseUrl,
      channel_id: channel,
      user_id: userId,
      trigger_id: triggerId,
      team_id: teamId,
    } = command;
    await answering(
      services,
      {
        what: `command ${command.command}`,
        say: (message, log) =>
          firstThatWorks(
            [
              () => services.port.respond(responseUrl, message, { visibleTo: 'asker' }),
              () => services.port.whisper(channel, userId, message),
              () => services.port.post(userId, message, { repeatable: true }),
            ],
            log,
          ),
      },
      (occasion) =>
        answerText(services, occasion, {
          text: typedText(command.text),
          surface: 'slash',
          command: command.command,
          asker: { userId, teamId, channel, responseUrl, triggerId, receivedAt },
          audience: 'asker',
        }),
    );
  };
}
