import type { Intent } from '../../intents/intent.ts';
import type { Understanding } from '../../intents/parser.ts';
import { costOf } from '../../models/cost-of.ts';
import type { ConversationEntry } from '../../state/conversations/conversation-item.ts';
import { fallbackWords } from '../blocks/fallback-words.ts';
import { meantOfPerson } from '../meant-of-person.ts';
import type { Services } from '../services.ts';
import { type Asker, answerIntent } from './answer-intent.ts';
import { type AnswerReport, reportOfFailure } from './answer-report.ts';
import type { Occasion } from './answering.ts';
import { recallContext, type ThreadPlace, today } from './thread-context.ts';

/** Something that a person asked in their own words or as a slash command. */
export interface AskedText {
  readonly text: string;
  readonly surface: 'slash' | 'mention' | 'direct';
  /** The slash command, with its slash. */
  readonly command?: string;
  readonly asker: Asker;
  readonly audience: 'asker' | 'channel';
  /** The thread that the answer goes into; absent for slash commands, which no thread takes. */
  readonly place?: ThreadPlace;
  /** Whether it was asked within that thread, and so may go on from what the thread is about. */
  readonly isReply?: boolean;
}

/**
 * Understands a text, answers it, and records what became of it.
 *
 * The record is written beside the answer: it neither delays nor fails it.
 *
 * Throws what stood in the way of an answer.
 */
export async function answerText(services: Services, occasion: Occasion, asked: AskedText): Promise<void> {
  const { text, surface, command, asker, audience, place } = asked;
  const { log } = occasion;
  const context = place !== undefined && asked.isReply ? await recallContext(services, place, text, log) : undefined;
  const options = {
    surface: surface === 'slash' ? ('slash' as const) : ('message' as const),
    today: today(),
    ...(command === undefined ? {} : { command }),
    ...(context === undefined ? {} : { context }),
  };
  const read = await services.parser.understand({
    ...options,
    text,
    askerId: asker.userId,
  });
  const understanding = { ...read, intent: meantOfPerson(read.intent, text, context) };
  const { intent, fallback } = understanding;
  const id = services.conversations.nextId();
  const keep = (report: AnswerReport): void => {
    const entry = entryOf(services, asked, { understanding, context, report });
    const record = () => services.conversations.record(entry, report.names, id);
    services.background.add(record, 'a question could not be recorded', log);
  };
  const extras = { feedbackId: id, notice: fallback === undefined ? undefined : fallbackWords(fallback) };
  try {
    keep(await answerIntent(services, occasion, { intent, asker, audience, place, extras }));
  } catch (error) {
    keep(reportOfFailure(error));
    throw error;
  }
}

interface Happening {
  readonly understanding: Understanding;
  readonly context: Intent | undefined;
  readonly report: AnswerReport;
}

function entryOf(
  { version, price }: Services,
  { text, surface, asker, place }: AskedText,
  { understanding, context, report }: Happening,
): ConversationEntry {
  const { intent, parser, modelId, tokens, latencyMs, fallback, cached } = understanding;
  const known = {
    context,
    channel: asker.channel,
    threadTs: place?.threadTs,
    modelId,
    tokens,
    costUsd: tokens === undefined || price === undefined ? undefined : costOf(tokens, price),
    fallback,
    cached,
    errorCode: report.errorCode,
  };
  return {
    text,
    intent,
    surface,
    userId: asker.userId,
    parser,
    latencyMs,
    appVersion: version,
    answeredInMs: Date.now() - asker.receivedAt,
    outcome: report.outcome,
    ...(Object.fromEntries(
      Object.entries(known).filter(([, value]) => value !== undefined),
    ) as Partial<ConversationEntry>),
  };
}
