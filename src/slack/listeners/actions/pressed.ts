import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../../log.ts';
import { type CarriedIntent, decodeCarried } from '../../carried-intent.ts';
import { decodeFeedback } from '../../feedback-value.ts';
import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Message } from '../../posting/message.ts';
import type { ResponseOptions } from '../../posting/slack-port.ts';
import type { Services } from '../../services.ts';
import type { Asker } from '../answer-intent.ts';
import { isDirect } from '../is-direct.ts';
import type { ThreadPlace } from '../thread-context.ts';

export interface ActionArguments {
  readonly ack: () => Promise<void>;
  readonly body: BlockAction;
}

/** A button that was pressed or an option that was chosen: by whom, where, and what can be seen from there. */
export interface Pressed {
  readonly asker: Asker;
  /** The workspace that the person is in. */
  readonly teamId: string;
  readonly channel: string | undefined;
  /** Whether it is in the Home tab. */
  readonly isHome: boolean;
  readonly thread: string | undefined;
  /** Who sees the message that holds the button. */
  readonly audience: 'asker' | 'channel';
  /** Whether that message is for one person, and is gone when they look again. */
  readonly isEphemeral: boolean;
  /** The thread that the message is in, as a place that remembers. */
  readonly place: ThreadPlace | undefined;
  /** What the button or the chosen option carries, unread. */
  readonly value: string | undefined;
  /** The recorded question whose answer the message is, as far as its thumbs tell. */
  readonly feedbackId: string | undefined;
  /** @throws {AppError} `input.invalid` when it carries nothing that we know */
  carried(): CarriedIntent;
}

/** Reads Slack's payload of an action; buttons in the Home tab have neither a channel nor a `response_url`. */
export function readPressed(body: BlockAction): Pressed {
  const { container, message } = body;
  const channel = body.channel?.id;
  const threadTs: unknown = message?.['thread_ts'] ?? container['thread_ts'];
  const thread = typeof threadTs === 'string' ? threadTs : undefined;
  const isEphemeral = container['is_ephemeral'] === true;
  const isPrivate = channel === undefined || isDirect(channel) || isEphemeral;
  const value = carriedValue(body);
  return {
    asker: askerOf(body),
    teamId: body.team?.id ?? body.user.team_id ?? '',
    channel,
    isHome: body.view?.type === 'home',
    thread,
    audience: isPrivate ? 'asker' : 'channel',
    isEphemeral,
    place:
      channel === undefined || thread === undefined
        ? undefined
        : { channel, threadTs: thread, askedTs: body.actions[0]?.action_ts ?? '' },
    value,
    feedbackId: feedbackIdIn(message?.['blocks']),
    carried: () => decodeCarried(value),
  };
}

function askerOf({ user, team, trigger_id: triggerId, channel, response_url: url }: BlockAction): Asker {
  const responseUrl: unknown = url;
  return {
    userId: user.id,
    teamId: team?.id ?? user.team_id,
    channel: channel?.id,
    triggerId,
    receivedAt: Date.now(),
    ...(typeof responseUrl === 'string' ? { responseUrl } : {}),
  };
}

const thumbsSchema = z.object({
  type: z.literal('context_actions'),
  elements: z.tuple([z.object({ positive_button: z.object({ value: z.string().startsWith('good ') }) })]),
});

/** Slack does not show ephemeral messages again, so that their thumbs are not known. */
function feedbackIdIn(blocks: unknown): string | undefined {
  if (!Array.isArray(blocks)) return undefined;
  const [thumbs] = blocks.flatMap((block: unknown) => thumbsSchema.safeParse(block).data ?? []);
  return thumbs === undefined ? undefined : decodeFeedback(thumbs.elements[0].positive_button.value).id;
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
  if (action?.type === 'static_select' || action?.type === 'overflow') return action.selected_option?.value;
  // Thumbs too carry a value as buttons do; the installed typings do not know them.
  const value: unknown = action !== undefined && 'value' in action ? action.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
