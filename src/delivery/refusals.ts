import { AppError } from '../errors/app-error.ts';
import type { Sending } from './delivery-port.ts';

/** The message is at fault: it will never be taken, whatever the channel. */
const ofContent: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_attachments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
  'too_many_blocks',
]);

/** The message that the thread hangs on is not there any more. */
const ofThread: ReadonlySet<string> = new Set(['cannot_reply_to_message', 'message_not_found', 'thread_not_found']);

/** The one message that was to be changed is at fault; its channel may be well. */
const ofMessage: ReadonlySet<string> = new Set([
  ...ofContent,
  'block_mismatch',
  'cant_update_message',
  'edit_window_closed',
  'message_not_found',
  'streaming_state_conflict',
]);

/**
 * What stands in the way of a message, by Slack's code.
 *
 * A code that nobody has thought of counts as the channel's: its messages wait, and the operator is told.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export function whyRefused(code: string, sending: Sending): 'content' | 'thread' | 'channel' {
  if (sending === 'update') return ofMessage.has(code) ? 'content' : 'channel';
  if (ofContent.has(code)) return 'content';
  return ofThread.has(code) ? 'thread' : 'channel';
}

/** How a call to Slack failed, as far as it matters to what is to be done now. */
export type Failure =
  | { readonly kind: 'rate_limited'; readonly afterMs: number }
  /** It may or may not have been done. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'rejected'; readonly code: string };

/** @throws the error itself where it is none of Slack's */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) {
    const { code, details } = error;
    if (code === 'slack.rate_limited') {
      return { kind: 'rate_limited', afterMs: Number(details['retryAfterSeconds'] ?? 1) * 1000 };
    }
    if (code === 'slack.unavailable') return { kind: 'unavailable' };
    if (code === 'slack.rejected') return { kind: 'rejected', code: String(details['error']) };
  }
  throw error;
}
