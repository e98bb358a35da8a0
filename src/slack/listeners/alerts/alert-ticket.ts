import { z } from 'zod';
import { AppError } from '../../../errors/app-error.ts';
import type { Log } from '../../../log.ts';
import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Message } from '../../posting/message.ts';
import type { SlackPort } from '../../posting/slack-port.ts';
import type { Pressed } from '../actions/pressed.ts';

const waySchema = z.strictObject({
  channel: z.string().optional(),
  thread: z.string().optional(),
  responseUrl: z.url().optional(),
  /** Whether the form was opened from the Home tab, and so its outcome is told there. */
  isHome: z.boolean().optional(),
});

/** How somebody is told what became of their form. */
export type WayBack = Readonly<z.infer<typeof waySchema>>;

const alertTicketSchema = z.strictObject({ alertId: z.string().min(1).max(2000), way: waySchema });
/** What a form about an alert carries. */
export type AlertTicket = Readonly<z.infer<typeof alertTicketSchema>>;

const watchTicketSchema = z.strictObject({
  routeId: z.string().min(1).max(100),
  isNew: z.boolean(),
  /** The conversation of the person and the app, where the watch is for that and no channel can be chosen. */
  direct: z.string().optional(),
  way: waySchema,
});
/** What the form of a watch carries. */
export type WatchTicket = Readonly<z.infer<typeof watchTicketSchema>>;

const silenceTicketSchema = z.strictObject({ silenceId: z.string().min(1).max(100), way: waySchema });
/** What the form of a silence carries. */
export type SilenceTicket = Readonly<z.infer<typeof silenceTicketSchema>>;

/** Slack's limit for a view's metadata. @see https://docs.slack.dev/reference/views/modal-views */
const metadataLimit = 3000;

export function wayBackOf({ channel, thread, isHome, asker }: Pressed): WayBack {
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(thread === undefined ? {} : { thread }),
    ...(asker.responseUrl === undefined ? {} : { responseUrl: asker.responseUrl }),
    ...(isHome ? { isHome } : {}),
  };
}

/** The ticket as `private_metadata`; without the address of the reply where it would be too long. */
export function encodeFormTicket(ticket: AlertTicket | WatchTicket | SilenceTicket): string {
  const text = JSON.stringify(ticket);
  if (text.length <= metadataLimit) return text;
  return JSON.stringify({ ...ticket, way: { ...ticket.way, responseUrl: undefined } });
}

/** @throws {AppError} `input.invalid` when it is none of ours */
export const decodeAlertTicket = (metadata: string): AlertTicket => decoded(alertTicketSchema, metadata);
/** @throws {AppError} `input.invalid` when it is none of ours */
export const decodeWatchTicket = (metadata: string): WatchTicket => decoded(watchTicketSchema, metadata);
/** @throws {AppError} `input.invalid` when it is none of ours */
export const decodeSilenceTicket = (metadata: string): SilenceTicket => decoded(silenceTicketSchema, metadata);

function decoded<T>(schema: z.ZodType<T>, metadata: string): T {
  try {
    return schema.parse(JSON.parse(metadata));
  } catch (cause) {
    throw new AppError('input.invalid', 'a form carries something that is none of ours', { cause });
  }
}

/** Tells somebody what became of their form: where they opened it if that works, else in a conversation of their own. */
export function tellBack(
  port: SlackPort,
  userId: string,
  { channel, thread, responseUrl }: WayBack,
  message: Message,
  log: Log,
): Promise<void> {
  return firstThatWorks(
    [
      ...(responseUrl === undefined
        ? []
        : [() => port.respond(responseUrl, message, { visibleTo: 'asker' as const, thread })]),
      ...(channel === undefined ? [] : [() => port.whisper(channel, userId, message, thread)]),
      () => port.post(userId, message, { repeatable: true }),
    ],
    log,
  );
}
