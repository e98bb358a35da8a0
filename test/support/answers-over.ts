import { createRepositoryAnalytics } from '../../src/analytics/repository-analytics.ts';
import { type Answers, createAnswers } from '../../src/answers/create-answers.ts';
import type { UsageDay } from '../../src/state/usage-item.ts';
import type { Repository } from '../../src/storage/repository.ts';

/** Answers over a table, as of a fixed moment (epoch milliseconds); nobody has used the app unless told. */
export function answersOver(repository: Repository, now: number, days: readonly UsageDay[] = []): Answers {
  const analytics = createRepositoryAnalytics({ repository, now: () => now });
  return createAnswers({
    sources: { agents: { repository, analytics }, entities: { repository, analytics } },
    usage: { readUsage: async () => days },
    now: () => now,
  });
}
