import { z } from 'zod';

/** Who proposed a change, and until when they may confirm it. */
export const proposerSchema = z.strictObject({
  /** A Slack user id. */
  by: z.string().min(1).max(40),
  /** In milliseconds since 1970. */
  until: z.int().min(0),
});
export type Proposer = z.infer<typeof proposerSchema>;

/** How long a proposed change may be confirmed. */
const confirmableMs = 5 * 60_000;

export function proposedBy(userId: string, now: number = Date.now()): Proposer {
  return { by: userId, until: now + confirmableMs };
}

/** Why this person may not confirm a change now, in a sentence for them; undefined when they may. */
export function confirmObstacle({ by, until }: Proposer, userId: string, now: number = Date.now()): string | undefined {
  if (by !== userId) {
    return 'Only the person who asked for this change can confirm it. Nothing was written. To make it yourself, ask for it.';
  }
  if (now > until) {
    return 'A change has to be confirmed within five minutes, and this one is older. Nothing was written. Ask for it again.';
  }
  return undefined;
}
