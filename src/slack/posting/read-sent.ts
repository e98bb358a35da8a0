import { z } from 'zod';
import { deliveryEventType, type Sent } from '../../delivery/delivery-port.ts';

interface Where {
  readonly channel: string;
  readonly threadTs?: string | undefined;
  readonly oldestTs: string;
}

type Call = (method: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>;

const pageSize = 200;

const pageSchema = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
const messageSchema = z.object({
  ts: z.string(),
  metadata: z.object({
    event_type: z.literal(deliveryEventType),
    event_payload: z.object({ entry_id: z.string() }),
  }),
});
const openedSchema = z.object({ channel: z.object({ id: z.string() }) });

/**
 * The messages of a channel or a thread that carry our metadata, in order of time.
 *
 * Needs `channels:history`, `groups:history` and `im:history`; for the direct messages with a person, who can be
 * posted to by their own id but not read by it, `im:write` too.
 *
 * @throws what `call` throws
 * @see https://docs.slack.dev/messaging/message-metadata
 */
export async function readSent(call: Call, { channel: target, threadTs, oldestTs }: Where): Promise<readonly Sent[]> {
  const channel = /^[UW]/.test(target) ? await directMessagesWith(call, target) : target;
  const found: Sent[] = [];
  let cursor: string | undefined;
  do {
    const page = pageSchema.parse(
      await call(threadTs === undefined ? 'conversations.history' : 'conversations.replies', {
        channel,
        ...(threadTs === undefined ? {} : { ts: threadTs }),
        oldest: oldestTs,
        inclusive: true,
        include_all_metadata: true,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    for (const message of page.messages) {
      const read = messageSchema.safeParse(message);
      if (read.success) found.push({ ts: read.data.ts, channel, entryId: read.data.metadata.event_payload.entry_id });
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  // A thread comes with the message that it hangs on, however old that is.
  return found.filter(({ ts }) => Number(ts) >= Number(oldestTs)).toSorted((a, b) => Number(a.ts) - Number(b.ts));
}

async function directMessagesWith(call: Call, userId: string): Promise<string> {
  return openedSchema.parse(await call('conversations.open', { users: userId })).channel.id;
}
