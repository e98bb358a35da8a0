import type { BlockAction } from '@slack/bolt';
import type { Log } from '../../../log.ts';
import { type CarriedIntent, decodeCarried } from '../../carried-intent.ts';
import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Message } from '../../posting/message.ts';
import type { ResponseOptions } from '../../posting/slack-port.ts';
import type { Services } from '../../services.ts';
import type { Asker } from '../answer-intent.ts';

export interface ActionArguments {
  readonly ack: () => Promise<void>;
  readonly body: BlockAction;
}

/** A button that was pressed or an option that was chosen: by whom, where, and what can be seen from there. */
export interface Pressed {
  readonly asker: Asker;
  readonly channel: string | undefined;
  readonly thread: string | undefined;
  /** Who sees the message that holds the button. */
  readonly audience: 'asker' | 'channel';
  /** @throws {AppError} `input.invalid` when it carries nothing that we know */
  carried(): CarriedIntent;
}

/** Reads Slack's payload of an action; buttons in the Home tab have neither a channel nor a `response_url`. */
export function readPressed(body: BlockAction): Pressed {
  const { user, trigger_id: triggerId, container, message } = body;
  const channel = body.channel?.id;
  const responseUrl: unknown = body.response_url;
  const thread: unknown = message?.['thread_ts'] ?? container['thread_ts'];
  const isPrivate = channel === undefined || channel.startsWith('D') || container['is_ephemeral'] === true;
  return {
    asker: {
      userId: user.id,
      channel,
      triggerId,
      receivedAt: Date.now(),
      ...(typeof responseUrl === 'string' ? { responseUrl } : {}),
    },
    channel,
    thread: typeof thread === 'string' ? thread : undefined,
    audience: isPrivate ? 'asker' : 'channel',
    carried: () => decodeCarried(carriedValue(body)),
  };
}

/** Tells the person who pressed: beside the message if that works, else in a conversation of their own. */
export function replyTo(
  { port }: Services,
  { asker, channel, thread }: Pressed,
  options: Pick<ResponseOptions, 'replace'> = {},
): (message: Message, log: Log) => Promise<void> {
  const { responseUrl, userId } = asker;
  return (message, log) =>
    firstThatWorks(
      [
        ...(responseUrl === undefined
          ? []
          : [() => port.respond(responseUrl, message, { visibleTo: 'asker', thread, ...options })]),
        ...(channel === undefined ? [] : [() => port.whisper(channel, userId, message, thread)]),
        () => port.post(userId, message, { repeatable: true }),
      ],
      log,
    );
}

function carriedValue({ actions: [action] }: BlockAction): string | undefined {
  if (action?.type === 'button') return action.value;
  if (action?.type === 'static_select') return action.selected_option?.value;
  return undefined;
}
