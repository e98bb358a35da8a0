import { type DatasetName, datasets } from '../catalog/catalog.ts';
import type { Intent } from '../intents/intent.ts';
import type { Usage } from '../state/usage.ts';
import type { Answer } from './answer.ts';
import { breakdownAnswer } from './breakdown-answer.ts';
import { comparisonAnswer } from './comparison-answer.ts';
import { helpAnswer } from './help-answer.ts';
import { profileAnswer } from './profile-answer.ts';
import { rankingAnswer } from './ranking-answer.ts';
import type { Source } from './source.ts';
import { summaryAnswer } from './summary-answer.ts';
import { unclearAnswer } from './unclear-answer.ts';
import { updateAnswer } from './update-answer.ts';
import { usageAnswer } from './usage-answer.ts';
import { whyAnswer } from './why-answer.ts';

export interface AnswerOptions {
  /** Where a paged list begins, counted from 0. */
  readonly offset?: number;
}

export interface Answers {
  /** @throws {AppError} `repository.*` when the record cannot be read */
  answer(intent: Intent, options?: AnswerOptions): Promise<Answer>;
}

export interface AnswersOptions {
  readonly sources: Readonly<Record<DatasetName, Source>>;
  /** How Vitals itself is used. */
  readonly usage: Usage;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Turns intents into answers, each from its dataset's own source. */
export function createAnswers({ sources, usage, now = Date.now }: AnswersOptions): Answers {
  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  return {
    async answer(intent, { offset = 0 } = {}) {
      switch (intent.kind) {
        case 'summary':
          return summaryAnswer(intent, sources[intent.dataset]);
        case 'breakdown':
          return breakdownAnswer(intent, sources[intent.dataset]);
        case 'comparison':
          return comparisonAnswer(intent, sources[intent.dataset]);
        case 'ranking':
          return rankingAnswer(intent, sources[intent.dataset], offset);
        case 'profile':
          return profileAnswer(intent, sources[intent.dataset]);
        case 'update':
          return updateAnswer(intent, sources[intent.dataset]);
        case 'operation':
          return intent.name === 'usage' ? usageAnswer(intent, usage) : whyAnswer(intent, sources, today());
        case 'help':
          return helpAnswer(intent, today());
        case 'unclear':
          return unclearAnswer(
            intent,
            datasets.map(({ name }) => ({ dataset: name, repository: sources[name].repository })),
          );
      }
    },
  };
}
