import { datasets } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { nameName } from '../catalog/derive/attribute-names.ts';
import type { Intent } from '../intents/intent.ts';
import type { FigureHistory } from '../state/figure-history.ts';
import type { Usage } from '../state/usage.ts';
import type { Answer } from './answer.ts';
import { breakdownAnswer } from './breakdown-answer.ts';
import { comparisonAnswer } from './comparison-answer.ts';
import { type Export, exportOf } from './export/export-of.ts';
import type { ExportOptions } from './export/sheet.ts';
import { helpAnswer } from './help-answer.ts';
import { insightsAnswer } from './insights-answer.ts';
import { lookBackAnswer, looksBack } from './looking-back/look-back.ts';
import type { LookBack } from './looking-back/measures.ts';
import { type NoticedSources, unkeptAnswer } from './noticed-sources.ts';
import { operationAnswer } from './operation-answer.ts';
import { profileAnswer } from './profile-answer.ts';
import { rankingAnswer } from './ranking-answer.ts';
import type { Sources } from './subject-of-insights.ts';
import { summaryAnswer } from './summary-answer.ts';
import { unclearAnswer } from './unclear-answer.ts';
import { updateAnswer } from './update-answer.ts';

export interface AnswerOptions {
  /** Where a paged list begins, counted from 0. */
  readonly offset?: number;
}

export interface Answers {
  /**
   * @throws {AppError} `repository.*` when the record cannot be read; `input.invalid` for an operation that does
   *   something instead of answering: a watch, the list of watches, a digest that is planned
   */
  answer(intent: Intent, options?: AnswerOptions): Promise<Answer>;
  /**
   * All rows of an answer, for a file.
   *
   * @throws {AppError} `input.invalid` where an answer to that has no rows; `repository.*`
   */
  export(intent: Intent, options: ExportOptions): Promise<Export>;
}

/** Without a table of the app's own there is nothing that it has noticed: the parts of `NoticedSources` are left out. */
export interface AnswersOptions extends NoticedSources {
  readonly sources: Sources;
  /** How Vitals itself is used. */
  readonly usage: Usage;
  /** What groups' figures were day by day; left out where nothing is remembered. */
  readonly figures?: Pick<FigureHistory, 'read'>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Turns intents into answers, each from its dataset's own source. */
export function createAnswers(options: AnswersOptions): Answers {
  const { sources, usage, figures, insights, desk, digests, now = Date.now } = options;
  const nameable = datasets.filter((dataset: Dataset) => nameName(dataset) !== undefined);
  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  const orLookBack = (intent: LookBack, answerNow: () => Promise<Answer>): Promise<Answer> =>
    looksBack(intent)
      ? lookBackAnswer(intent, { source: sources[intent.dataset], figures, now: now(), answerNow })
      : answerNow();
  const answers: Answers = {
    async answer(intent, { offset = 0 } = {}) {
      switch (intent.kind) {
        case 'summary':
          return orLookBack(intent, () => summaryAnswer(intent, sources[intent.dataset]));
        case 'breakdown':
          return orLookBack(intent, () => breakdownAnswer(intent, sources[intent.dataset]));
        case 'comparison':
          return orLookBack(intent, () => comparisonAnswer(intent, sources[intent.dataset]));
        case 'ranking':
          return rankingAnswer(intent, sources[intent.dataset], offset);
        case 'profile':
          return profileAnswer(intent, sources[intent.dataset], { insights, desk, now: now() });
        case 'insights':
          return insights === undefined
            ? unkeptAnswer(intent)
            : insightsAnswer(intent, { insights, sources, desk, now });
        case 'update':
          return updateAnswer(intent, sources[intent.dataset]);
        case 'operation':
          return operationAnswer(intent, { sources, usage, today: today(), desk, digests });
        case 'help':
          return helpAnswer(intent, today());
        case 'unclear':
          return unclearAnswer(
            intent,
            nameable.map(({ name }) => ({ dataset: name, source: sources[name] })),
          );
      }
    },
    export: (intent, wanted) =>
      exportOf(intent, { ...options, figures, answer: (asked) => answers.answer(asked), now: now() }, wanted),
  };
  return answers;
}
