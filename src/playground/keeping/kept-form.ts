import { z } from 'zod';
import type { KeptWorkspace } from '../workspace/kept.ts';

/** Of the form below; a file of any other is not read. */
const version = 1;

const timestamp = z.string().regex(/^\d+\.\d{6}$/);
const blocks = z.array(z.looseObject({ type: z.string(), block_id: z.string().exactOptional() }));

const file = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  mimetype: z.string(),
  size: z.number(),
  preview: z.array(z.array(z.string())),
});

const message = z.object({
  ts: timestamp,
  channel: z.string(),
  user: z.string(),
  text: z.string(),
  blocks,
  // Absent in files from before there were any.
  files: z.array(file).default([]),
  threadTs: timestamp.exactOptional(),
  broadcast: z.boolean(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).exactOptional(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })),
  edited: z.boolean(),
  isStreaming: z.boolean(),
});

const thread = z.object({
  channel: z.string(),
  // As the app named it; nobody checks that there is such a thread.
  threadTs: z.string().exactOptional(),
  state: z.object({
    title: z.string().exactOptional(),
    promptsTitle: z.string().exactOptional(),
    prompts: z.array(z.object({ title: z.string(), message: z.string() })).exactOptional(),
  }),
});

const home = z.object({
  type: z.literal('home'),
  id: z.string(),
  hash: z.string(),
  rootId: z.string(),
  userId: z.string(),
  blocks,
  private_metadata: z.string().exactOptional(),
  callback_id: z.string().exactOptional(),
  external_id: z.string().exactOptional(),
});

const form = z.object({
  version: z.literal(version),
  lastTs: timestamp.exactOptional(),
  joined: z.record(z.string(), z.array(z.string())),
  messages: z.array(message),
  threads: z.array(thread),
  homes: z.array(home),
});

/** The workspace as text that {@link fromText} reads. */
export function toText(kept: KeptWorkspace): string {
  return JSON.stringify({ version, ...kept });
}

/** The workspace that was written so. @throws {Error} where the text is damaged or of another version */
export function fromText(text: string): KeptWorkspace {
  const { lastTs, joined, messages, threads, homes } = form.parse(JSON.parse(text));
  // Absent in the text is undefined here.
  return {
    lastTs,
    joined,
    messages: messages.map((one) => ({ threadTs: undefined, metadata: undefined, ...one, onlyFor: undefined })),
    threads: threads.map((one) => ({ threadTs: undefined, ...one })),
    homes: homes.map((one) => ({ ...one, previousId: undefined })),
  };
}
