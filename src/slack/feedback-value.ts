import { AppError } from '../errors/app-error.ts';
import type { Vote } from '../state/conversations/conversation-item.ts';

/** What a thumb carries: the vote, and the recorded question. */
export interface GivenFeedback {
  readonly vote: Vote;
  readonly id: string;
}

const form = /^(?<vote>good|bad) (?<id>\S+)$/u;

export function encodeFeedback({ vote, id }: GivenFeedback): string {
  return `${vote} ${id}`;
}

/** @throws {AppError} `input.invalid` when it is none of ours */
export function decodeFeedback(value: string | undefined): GivenFeedback {
  const { vote, id } = form.exec(value ?? '')?.groups ?? {};
  if ((vote === 'good' || vote === 'bad') && id !== undefined) return { vote, id };
  throw new AppError('input.invalid', 'a thumb carried something that is no vote');
}
