import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { type Patience, patiently } from './patiently.ts';
import { fromStatus, rateLimited, unavailable } from './translate-error.ts';

/** A file that is sent once and kept by Slack. */
export interface OutgoingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What is said with it: mrkdwn, escaped where it comes from data. */
  readonly comment: string;
}

/** What a file waits for: the conversation, the bytes being there, and the message that shows it. */
export type FileStep = 'open' | 'upload' | 'share';

export interface FilePort {
  /**
   * Sends a file to one person, in their conversation with the app.
   *
   * @throws {AppError} `slack.rejected`, `slack.rate_limited` or `slack.unavailable`, with the `FileStep` in
   *   `details.step`; after `slack.unavailable` at `share` the file may be there or not
   */
  send(userId: string, file: OutgoingFile): Promise<void>;
}

interface FilePortOptions {
  readonly client: WebClient;
  readonly fetch?: typeof globalThis.fetch;
}

const uploadMs = 30_000;
/** Opening a conversation twice opens one, and what is uploaded without being shared is discarded. */
const again: Patience = { withinMs: 20_000, repeatable: true };
/** A file can be shared once only, so that it is better missed than asked for twice. */
const once: Patience = { withinMs: 20_000, repeatable: false };

const openedSchema = z.object({ channel: z.object({ id: z.string() }) });
const ticketSchema = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Files by the way that Slack has for them: a ticket, the bytes, and then the message.
 *
 * The client's own `filesUploadV2` does the same three steps at once, so that a failure in the middle tells neither
 * which step it was nor whether it may be tried again; and it takes no person, but a conversation only.
 *
 * @see https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export function createFilePort({ client, fetch = globalThis.fetch }: FilePortOptions): FilePort {
  async function open(userId: string): Promise<string> {
    return openedSchema.parse(await client.apiCall('conversations.open', { users: userId })).channel.id;
  }

  async function upload({ name, bytes }: OutgoingFile): Promise<string> {
    const request = { filename: name, length: bytes.length };
    const ticket = ticketSchema.parse(await client.apiCall('files.getUploadURLExternal', request));
    await postBytes(fetch, ticket.upload_url, bytes);
    return ticket.file_id;
  }

  return {
    async send(userId, file) {
      const channel = await inStep('open', () => patiently(() => open(userId), again));
      const id = await inStep('upload', () => patiently(() => upload(file), again));
      const request = { files: [{ id, title: file.name }], channel_id: channel, initial_comment: file.comment };
      await inStep('share', () => patiently(() => client.apiCall('files.completeUploadExternal', request), once));
    },
  };
}

async function postBytes(fetch: typeof globalThis.fetch, url: string, bytes: Uint8Array): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(uploadMs),
  }).catch((cause: unknown) => {
    throw unavailable({ reason: 'no connection or no reply in time' }, cause);
  });
  const text = await response.text().catch(() => '');
  if (response.status === 429) throw rateLimited(Number(response.headers.get('retry-after')) || 1);
  if (response.status !== 200) throw fromStatus(response.status, text.trim());
}

async function inStep<T>(step: FileStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const { code, message, retryable, details } = cause;
    throw new AppError(code, `${message}, at the step ${step} of a file`, {
      retryable,
      details: { ...details, step },
      cause,
    });
  }
}
