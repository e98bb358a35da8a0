import { z } from 'zod';
import { type Block, withIds } from '../blocks/block-tree.ts';
import { validateBlocks } from '../blocks/validate-blocks.ts';
import { type LimitName, limitOf } from '../limits.ts';
import type { Stand } from '../stand.ts';
import type { MessageMetadata } from '../workspace/message.ts';
import { ApiError } from './api-error.ts';

/** The arguments that say what a message holds. */
export const contentShape = {
  text: z.coerce.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.array(z.unknown()).optional(),
  metadata: z.unknown().optional(),
};

export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: MessageMetadata | undefined;
}

interface Given {
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly attachments?: readonly unknown[] | undefined;
  readonly metadata?: unknown;
}

const metadataSchema = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

function readMetadata(metadata: unknown): MessageMetadata | undefined {
  if (metadata === undefined) return undefined;
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) throw new ApiError('invalid_metadata_schema');
  if (JSON.stringify(metadata).length > limitOf('messageMetadata').max) throw new ApiError('metadata_too_large');
  return parsed.data;
}

function readBlocks(blocks: unknown): readonly Block[] {
  if (blocks === undefined) return [];
  const verdict = validateBlocks(blocks, 'message');
  if (!verdict.ok) throw new ApiError(verdict.error, verdict.messages);
  return withIds(verdict.blocks);
}

/**
 * What a message will hold, once Slack has found nothing against it.
 *
 * @throws {ApiError} `no_text`, `msg_too_long`, `invalid_blocks`, `msg_blocks_too_long`, `metadata_too_large` and the like
 */
export function readContent(given: Given, stand: Stand, method: string, textLimit: LimitName = 'messageText'): Content {
  if (given.attachments?.length) throw new ApiError('invalid_attachments', ['[ERROR] attachments are not drawn here']);
  const text = given.text ?? '';
  const blocks = readBlocks(given.blocks);
  const metadata = readMetadata(given.metadata);
  if (text === '' && blocks.length === 0) throw new ApiError('no_text');
  if (text.length > limitOf(textLimit).max) throw new ApiError('msg_too_long');
  if (text === '') {
    stand.warn({ method, text: 'a message has blocks and no text: notifications and screen readers get nothing' });
  }
  return { text, blocks, metadata };
}
