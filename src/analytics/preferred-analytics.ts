import { AppError } from '../errors/app-error.ts';
import type { Log } from '../log.ts';
import type { Analytics, StandInReason } from './analytics.ts';

interface PreferredOptions {
  /** What answers as a rule; or why it cannot, where `off` is as it is meant to be. */
  readonly preferred: () => Analytics | Exclude<StandInReason, 'unavailable'> | 'off';
  /** The plain truth, which can always be asked. */
  readonly record: Analytics;
  readonly log: Log;
}

/**
 * Answers from the fast copy of the data, and from the record where that is not ready or fails; the cost says so.
 */
export function createPreferredAnalytics({ preferred, record, log }: PreferredOptions): Analytics {
  /** Its own answer, or why the record is to be asked. */
  async function ask<Result>(
    question: (analytics: Analytics) => Promise<Result>,
  ): Promise<{ readonly result: Result } | { readonly reason: StandInReason | undefined }> {
    const analytics = preferred();
    if (typeof analytics === 'string') return { reason: analytics === 'off' ? undefined : analytics };
    try {
      return { result: await question(analytics) };
    } catch (error) {
      // A question that nothing could answer is not put to the record too.
      if (error instanceof AppError && error.code === 'input.invalid') throw error;
      log.warn({ err: error }, 'the read model did not answer; the record does');
      return { reason: 'unavailable' };
    }
  }

  return {
    async run(request) {
      const asked = await ask((analytics) => analytics.run(request));
      if ('result' in asked) return asked.result;
      const result = await record.run(request);
      const { reason: standIn } = asked;
      return standIn === undefined ? result : { ...result, cost: { ...result.cost, standIn } };
    },
    async findByName(text, limit) {
      const asked = await ask((analytics) => analytics.findByName(text, limit));
      return 'result' in asked ? asked.result : record.findByName(text, limit);
    },
  };
}
