import { z } from 'zod';

/** What a message of the outbox is about; it is drawn when it is sent, from how things are then. */
export const outboundContentSchema = z.discriminatedUnion('kind', [
  /** A group's parent message, or its update. */
  z.strictObject({ kind: z.literal('group'), groupId: z.string() }),
  /** Up to 12 members of a group, in its thread. */
  z.strictObject({ kind: z.literal('members'), groupId: z.string(), alertIds: z.array(z.string()).min(1).max(12) }),
  /** Alerts that nobody has acknowledged: in the group's thread, or to the next target. */
  z.strictObject({
    kind: z.literal('reminder'),
    reason: z.enum(['repeat', 'escalation']),
    groupId: z.string(),
    alertIds: z.array(z.string()).min(1).max(12),
  }),
  /** To the person `to` whom `by` made the owner of an alert, both Slack user ids. */
  z.strictObject({ kind: z.literal('assigned'), alertId: z.string(), by: z.string(), to: z.string() }),
  z.strictObject({
    kind: z.literal('digest'),
    days: z.int().min(1).max(31),
    /** The end of its days, which may be long ago when the channel takes it; when it is drawn, if left out. */
    until: z.iso.datetime().optional(),
    /** Whose plan it is of: where several wait, the newest is enough. */
    channel: z.string().optional(),
  }),
]);
export type OutboundContent = z.infer<typeof outboundContentSchema>;
