import { z } from 'zod';
import { wellFormed } from '../well-formed.ts';

/**
 * What is kept of an event until it is answered: enough to give it to the listeners anew, and no more.
 *
 * Events about messages that have no author or text of their own (edits, deletions, joins) are none of it:
 * nobody answers them, so that nothing is lost with them.
 *
 * @see https://docs.slack.dev/apis/events-api/#event-object
 */
const keptSchema = z.object({
  type: z.literal('event_callback'),
  event_id: z.string().min(1),
  team_id: z.string().optional(),
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    subtype: z.string().optional(),
    channel: z.string().min(1),
    channel_type: z.string().optional(),
    user: z.string().min(1),
    text: z.string().transform(wellFormed),
    ts: z.string().regex(/^\d{1,12}\.\d{1,9}$/),
    thread_ts: z.string().optional(),
  }),
});

/** The body of an event, as far as the inbox keeps it. */
export type KeptBody = z.infer<typeof keptSchema>;

const foreignSchema = z.object({
  event: z.union([z.object({ bot_id: z.string() }), z.object({ edited: z.object() })]),
});

/** What the inbox is to keep of a request; undefined for everything that is no question of a person. */
export function toKeptBody(body: unknown): KeptBody | undefined {
  if (foreignSchema.safeParse(body).success) return undefined;
  return fromPayload(body);
}

/** An event as it was kept; undefined when it is from a version that kept it in another form. */
export function fromPayload(payload: unknown): KeptBody | undefined {
  const parsed = keptSchema.safeParse(payload);
  return parsed.success ? parsed.data : undefined;
}

/** When a question was asked, in milliseconds since 1970: the same in every delivery of it. */
export function occurredAt({ event }: KeptBody): number {
  return Math.floor(Number(event.ts) * 1000);
}
