import { AppError } from '../errors/app-error.ts';
import type { Operation } from '../intents/operations.ts';
import type { Usage } from '../state/usage.ts';
import type { Answer } from './answer.ts';
import { digestAnswer } from './digest-answer.ts';
import { type NoticedSources, unkeptAnswer } from './noticed-sources.ts';
import { outcomesAnswer } from './outcomes-answer.ts';
import type { Sources } from './subject-of-insights.ts';
import { usageAnswer } from './usage-answer.ts';
import { whyAnswer } from './why-answer.ts';

interface OperationContext extends Pick<NoticedSources, 'desk' | 'digests'> {
  readonly sources: Sources;
  readonly usage: Usage;
  /** The asker's day, as an ISO date. */
  readonly today: string;
}

/**
 * What an operation has to tell.
 *
 * @throws {AppError} `input.invalid` for one that does something instead: a watch, or a digest that is planned
 */
export async function operationAnswer(intent: Operation, context: OperationContext): Promise<Answer> {
  const { sources, usage, today, desk, digests } = context;
  switch (intent.name) {
    case 'usage':
      return usageAnswer(intent, usage);
    case 'why':
      return whyAnswer(intent, sources, today);
    case 'outcomes':
      return desk === undefined ? unkeptAnswer(intent) : outcomesAnswer(intent, desk);
    case 'digest': {
      if (intent.arguments.plan !== undefined) throw notAnAnswer('a digest that is planned');
      if (digests === undefined) return unkeptAnswer(intent);
      return digestAnswer(await digests.digest({ days: intent.arguments.days }), intent);
    }
    case 'watch':
    case 'watches':
      throw notAnAnswer(`the operation ${intent.name}`);
  }
}

const notAnAnswer = (what: string): AppError =>
  new AppError('input.invalid', `${what} is carried out where it is asked for, and has no answer of figures`);
