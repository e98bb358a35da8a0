import type { Answer } from '../../answers/answer.ts';
import { AppError } from '../../errors/app-error.ts';
import type { ConversationEntry } from '../../state/conversations/conversation-item.ts';
import type { KnownName } from '../../state/conversations/redact.ts';

/** What became of a question, for its record. */
export interface AnswerReport {
  readonly outcome: ConversationEntry['outcome'];
  readonly errorCode?: string;
  /** The people who were looked up for it. */
  readonly names: readonly KnownName[];
}

export function reportOf({ kind, proposal, profile }: Answer): AnswerReport {
  const names = [proposal, profile].flatMap((found) =>
    found === undefined ? [] : [{ id: found.id, name: found.name }],
  );
  if (proposal !== undefined) return { outcome: 'proposed', names };
  if (kind === 'notFound') return { outcome: 'notFound', names };
  if (kind === 'unclear' || kind === 'choice') return { outcome: 'askedBack', names };
  return { outcome: 'answered', names };
}

export function reportOfFailure(error: unknown): AnswerReport {
  if (!(error instanceof AppError)) return { outcome: 'failed', errorCode: 'unknown', names: [] };
  return { outcome: error.code === 'slack.forbidden' ? 'refused' : 'failed', errorCode: error.code, names: [] };
}
