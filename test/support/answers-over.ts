import { createRepositoryAnalytics } from '../../src/analytics/repository-analytics.ts';
import { type Answers, type AnswersOptions, createAnswers } from '../../src/answers/create-answers.ts';
import type { NoticedSources } from '../../src/answers/noticed-sources.ts';
import type { UsageDay } from '../../src/state/usage-item.ts';
import type { Repository } from '../../src/storage/repository.ts';

interface Besides extends NoticedSources {
  /** What groups' figures were day by day. */
  readonly figures?: NonNullable<AnswersOptions['figures']>;
  /** The table of the entities; without one, questions about them are answered from the agents. */
  readonly entities?: Repository;
}

/** Answers over a table, as of a fixed moment (epoch milliseconds); nobody has used the app unless told. */
export function answersOver(
  agents: Repository,
  now: number,
  days: readonly UsageDay[] = [],
  { entities = agents, ...others }: Besides = {},
): Answers {
  const sourceOf = (repository: Repository) => ({
    repository,
    analytics: createRepositoryAnalytics({ repository, now: () => now }),
  });
  return createAnswers({
    sources: { agents: sourceOf(agents), entities: sourceOf(entities) },
    usage: { readUsage: async () => days },
    ...others,
    now: () => now,
  });
}
