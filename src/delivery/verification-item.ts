import { z } from 'zod';
import type { TransactItem } from '../state/write-together.ts';

export const verificationPartition = 'verify';

/** How long after the last look the next one is, in milliseconds. */
export const verificationDelaysMs = [5_000, 30_000, 120_000] as const;

const verificationSchema = z.object({
  sk: z.string(),
  entryId: z.string(),
  channel: z.string(),
  threadTs: z.string().optional(),
  /** When the first attempt was made, in milliseconds since 1970. */
  firstMs: z.number(),
  /** The place of this look among those of `verificationDelaysMs`. */
  step: z.number(),
  /** Milliseconds since 1970. */
  dueMs: z.number(),
});

/** A look, later, for messages that say they are an entry and are not the one that was kept. */
export type Verification = Readonly<z.infer<typeof verificationSchema>>;

/** Undefined for an item in a form that is not known. */
export const fromVerificationItem = (item: unknown): Verification | undefined =>
  verificationSchema.safeParse(item).data;

export function puttingVerification(
  tableName: string,
  { entryId, channel, threadTs, firstMs, step, dueMs }: Omit<Verification, 'sk'>,
) {
  const fields = { entryId, channel, ...(threadTs === undefined ? {} : { threadTs }), firstMs, step, dueMs };
  // As texts the times compare as they do.
  const sk = `${new Date(dueMs).toISOString()}#${entryId}`;
  return { Put: { TableName: tableName, Item: { pk: verificationPartition, sk, ...fields } } } satisfies TransactItem;
}
