import type { RepositoryTimes } from './measure-table.ts';
import type { QuestionResult } from './scale-result.ts';
import type { QuestionTimes } from './time-questions.ts';

/** Both sides of each question; the repository's is left out where it was not asked. */
export function joinQuestions(
  ofModel: readonly QuestionTimes[],
  ofRepository: readonly RepositoryTimes[],
): readonly QuestionResult[] {
  return ofModel.map(({ name, ...model }) => {
    const other = ofRepository.find((each) => each.name === name);
    if (other === undefined) return { name, model };
    const { p50, p99, runs, read } = other;
    return { name, model, repository: { p50, p99, runs, ...read }, ratio: p50 / model.p50 };
  });
}
