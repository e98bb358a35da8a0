import { z } from 'zod';
import { type KnownName, redact } from './redact.ts';
import { namesIn, redactIntent } from './redact-intent.ts';

/** An intent as far as this room looks into it; the rest is kept as it is. */
const intentSchema = z.looseObject({ kind: z.string(), reason: z.string().optional() });

/** What became of a question. `refused`: the asker may not. `failed`: something broke, and the asker was told. */
export const conversationOutcomes = ['answered', 'askedBack', 'proposed', 'notFound', 'refused', 'failed'] as const;

const entrySchema = z.object({
  text: z.string(),
  intent: intentSchema,
  /** What the thread was about before. */
  context: intentSchema.optional(),
  /** `slash`, `mention`, `direct`, … */
  surface: z.string(),
  userId: z.string(),
  channel: z.string().optional(),
  threadTs: z.string().optional(),
  parser: z.string(),
  /** The model that was asked, also when its answer could not be used. */
  modelId: z.string().optional(),
  modelVersion: z.string().optional(),
  /** The version of the app that answered. */
  appVersion: z.string().optional(),
  tokens: z.object({ input: z.number(), output: z.number() }).optional(),
  /** What the model's work cost, in US dollars. */
  costUsd: z.number().optional(),
  /** How long it took to understand the text, in milliseconds. */
  latencyMs: z.number(),
  /** How long it took until the asker had the answer, in milliseconds. */
  answeredInMs: z.number().optional(),
  /** Why the offline parser answered where a model was to. */
  fallback: z.string().optional(),
  cached: z.boolean().optional(),
  outcome: z.enum(conversationOutcomes),
  /** The code of the error when it failed. */
  errorCode: z.string().optional(),
});

/** One question with all that became of it. */
export type ConversationEntry = Readonly<z.infer<typeof entrySchema>>;

const voteSchema = z.object({ vote: z.enum(['good', 'bad']), at: z.iso.datetime() });

const recordedSchema = entrySchema.extend({
  /** When it was asked, as an ISO time. */
  at: z.iso.datetime(),
  /** What people thought of the answer, by their ids. */
  feedback: z.record(z.string(), voteSchema),
  reviewedAt: z.iso.datetime().optional(),
  reviewedBy: z.string().optional(),
});

/** A question as it is kept: without personal data, and with what people thought of the answer. */
export type RecordedConversation = Readonly<z.infer<typeof recordedSchema>> & { readonly id: string };

/** What someone thinks of an answer. */
export type Vote = z.infer<typeof voteSchema>['vote'];

/** Slack's longest message has 40,000 characters; a question needs far less. */
const longestText = 1_000;

interface Recording {
  readonly id: string;
  readonly at: Date;
  /** When the entry is to go, in seconds since 1970. */
  readonly ttl: number;
  /** The names that were looked up for the question, besides those that its intent is about. */
  readonly names?: readonly KnownName[];
}

/** The item of a question. Nothing else writes one, so that none has personal data in it. */
export function toConversationItem(entry: ConversationEntry, { id, at, ttl, names = [] }: Recording) {
  const { text, intent, context, ...rest } = entrySchema.parse(entry);
  const known = [...namesIn(context), ...namesIn(intent), ...names];
  return {
    ...toConversationKey(id),
    ...rest,
    // Redacted first: a cut could leave half of an address behind.
    text: redact(text, { names: known }).slice(0, longestText),
    intent: redactIntent(intent, { names: known }),
    ...(context === undefined ? {} : { context: redactIntent(context, { names: known }) }),
    at: at.toISOString(),
    feedback: {},
    ttl,
  };
}

/** A question read back; undefined for one that is not there, or past its time, or in a form of another version. */
export function fromConversationItem(
  item: Readonly<Record<string, unknown>> | undefined,
  nowSeconds: number,
): RecordedConversation | undefined {
  if (item === undefined || Number(item['ttl']) <= nowSeconds) return undefined;
  const parsed = recordedSchema.safeParse(item);
  return parsed.success ? { ...parsed.data, id: String(item['sk']) } : undefined;
}

const idForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z_[\w-]{1,64}$/;
const shards = 8;

/** An id that sorts by time, and says where its question lies. */
export function conversationId(at: Date, unique: string): string {
  return `${at.toISOString()}_${unique}`;
}

/** When the question of an id was asked. */
export function askedAt(id: string): Date {
  return new Date(id.slice(0, id.indexOf('_')));
}

export function isConversationId(id: string): boolean {
  return idForm.test(id);
}

/** The questions of a day lie in a few partitions, so that none of them is hot. */
export function toConversationKey(id: string): { readonly pk: string; readonly sk: string } {
  const shard = (id.codePointAt(id.length - 1) ?? 0) % shards;
  return { pk: `conversation#${id.slice(0, 10)}#${shard}`, sk: id };
}
