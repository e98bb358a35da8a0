import { datasets } from '../../src/catalog/catalog.ts';
import { insights } from '../../src/catalog/datasets/insights.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import type { Config } from '../../src/config.ts';
import { type Intent, intentSchema } from '../../src/intents/intent.ts';
import type { Question } from '../../src/intents/parser.ts';
import type { RecordedConversation } from '../../src/state/conversations/conversation-item.ts';
import { type Conversations, createConversations } from '../../src/state/conversations/conversations.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { openStorage } from '../../src/storage/open-storage.ts';

/** A question whose answer somebody found bad, with the reading that led to it. */
export interface Reviewed {
  /** The recorded question's own id. */
  readonly id: string;
  readonly question: Omit<Question, 'today'>;
  /** The day on which it was asked. */
  readonly day: string;
  /** Absent when it was of a kind that this version does not know. */
  readonly reading?: Intent;
}

/**
 * The review list, newest first.
 *
 * Names and addresses are not in it: they were taken out of the questions before those were kept.
 *
 * @throws {AppError} `config.*` or `repository.*` when there is no record of conversations to read
 */
export function readFeedback(config: Pick<Config, 'storage'>): Promise<readonly Reviewed[]> {
  return withConversations(config, async (conversations) => {
    const reviewed: Reviewed[] = [];
    let cursor: string | undefined;
    do {
      const page = await conversations.readReviewList(cursor === undefined ? {} : { cursor });
      reviewed.push(...page.entries.map(toReviewed));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return reviewed;
  });
}

/** Takes questions off the review list; a later thumbs-down puts one back. @throws {AppError} `repository.*` */
export function markReviewed(config: Pick<Config, 'storage'>, reviewed: readonly Reviewed[]): Promise<void> {
  return withConversations(config, async (conversations) => {
    for (const { id } of reviewed) await conversations.markReviewed(id, 'eval');
  });
}

async function withConversations<Result>(
  { storage }: Pick<Config, 'storage'>,
  use: (conversations: Conversations) => Promise<Result>,
): Promise<Result> {
  const opened = await openStorage(storage);
  try {
    if (opened.createsTables) await ensureTable(opened.client, stateTable, storage.stateTable);
    return await use(createConversations(opened.client, storage.stateTable));
  } finally {
    await opened.close();
  }
}

function toReviewed({ id, text, surface, context, intent, at }: RecordedConversation): Reviewed {
  const reading = intentSchema.safeParse(intent);
  const before = intentSchema.safeParse(context);
  const isSlash = surface === 'slash';
  const command = reading.success ? commandFor(reading.data) : undefined;
  return {
    id,
    question: {
      text,
      surface: isSlash ? 'slash' : 'message',
      ...(isSlash && command !== undefined ? { command } : {}),
      ...(before.success ? { context: before.data } : {}),
    },
    day: at.slice(0, 10),
    ...(reading.success ? { reading: reading.data } : {}),
  };
}

function commandFor(intent: Intent): string | undefined {
  const isTyped = intent.kind === 'operation' && intent.name !== 'usage' && intent.name !== 'why';
  if (intent.kind === 'insights' || isTyped) return insights.command;
  const dataset = 'dataset' in intent ? intent.dataset : undefined;
  return datasets.find((one: Dataset) => one.name === dataset)?.command;
}
