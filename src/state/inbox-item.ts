import { z } from 'zod';

/** What an event was about, as plain JSON; it is kept until the event is dealt with. */
export type InboxPayload = Readonly<Record<string, unknown>>;

/** Which event: Slack's id, and when it happened. */
export interface InboxKey {
  readonly id: string;
  /** In milliseconds since 1970; taken from the event itself, so that each delivery of it says the same. */
  readonly occurredAt: number;
}

const itemSchema = z.object({
  sk: z.string(),
  occurredAt: z.number(),
  /** `parked`: tried too often, and left for a person to look at. */
  status: z.enum(['open', 'done', 'parked']),
  /** Who works on it; nobody once it is done. */
  holder: z.string().optional(),
  /** Until when nobody else may take it, in milliseconds since 1970. */
  leaseUntil: z.number().optional(),
  tries: z.number(),
  payload: z.record(z.string(), z.unknown()).optional(),
});

/** An event as the table holds it. */
export type InboxItem = z.infer<typeof itemSchema>;

const hourMs = 3_600_000;

/**
 * Where an event lies: the events of one hour together, so that the unfinished ones are found without an index.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export function toInboxKey({ id, occurredAt }: InboxKey): { readonly pk: string; readonly sk: string } {
  return { pk: inboxPartition(occurredAt), sk: id };
}

/** The partitions of all hours from one time to another, both included. */
export function inboxPartitions(fromMs: number, toMs: number): readonly string[] {
  const first = Math.floor(fromMs / hourMs);
  const count = Math.max(0, Math.floor(toMs / hourMs) - first + 1);
  return Array.from({ length: count }, (_, hour) => inboxPartition((first + hour) * hourMs));
}

export function fromInboxItem(item: Readonly<Record<string, unknown>>): InboxItem & InboxKey {
  const read = itemSchema.parse(item);
  return { ...read, id: read.sk };
}

function inboxPartition(atMs: number): string {
  return `inbox#${new Date(atMs).toISOString().slice(0, 13)}`;
}
