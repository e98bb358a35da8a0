import type { Entity } from '../../catalog/datasets/entities.ts';
import type { Chance } from '../chance.ts';
import { historyDays } from '../history/daily-figures.ts';
import { progressOf, type Story } from '../history/story.ts';
import { type EntityType, links, typicalActivity } from './recipe.ts';

/** The longest window that is summed up, in days. */
const longestWindow = 30;

type ActivityMetric = 'sessions_7d' | 'sessions_14d' | 'sessions_30d' | 'ib_calls_7d' | 'ib_calls_14d';

/** What somebody did within each window up to a day of the history. */
export type Activity = Pick<Entity, ActivityMetric>;

interface Standing {
  readonly type: EntityType;
  /** How well they fare: a standard normal deviate. */
  readonly welfare: number;
  /** Where it goes: a standard normal deviate too. */
  readonly momentum: number;
  readonly story: Story;
}

/**
 * What somebody did within each window, for every day of the history.
 *
 * Sessions and calls are drawn day by day and then summed, so that the windows fit into each other and the sessions
 * of the last 14 days are those of this week and of last week as it was told then.
 */
export function drawActivity({ type, welfare, momentum, story }: Standing, chance: Chance): readonly Activity[] {
  const { sessions, calls, spread } = typicalActivity[type];
  const dailySessions = (sessions / 7) * Math.exp(spread * chance.normal());
  const dailyCalls = (calls / 14) * Math.exp(links.callsPerWelfare * welfare);
  const daily = (mean: number, moved: number): number[] =>
    Array.from({ length: historyDays + longestWindow - 1 }, (_, at) =>
      chance.times(mean * moved ** progressOf(story, at - longestWindow + 1)),
    );
  const { drift, sessionsMoved, callsMoved } = links;
  const isSteady = story.kind === 'steady';
  const held = daily(dailySessions, isSteady ? Math.exp(drift.sessions * momentum) : sessionsMoved[story.kind]);
  const called = daily(dailyCalls, isSteady ? Math.exp(drift.calls * momentum) : callsMoved[story.kind]);
  return Array.from({ length: historyDays }, (_, day) => {
    const within = (counts: readonly number[], days: number): number =>
      counts.slice(day + longestWindow - days, day + longestWindow).reduce((sum, count) => sum + count, 0);
    return {
      sessions_7d: within(held, 7),
      sessions_14d: within(held, 14),
      sessions_30d: within(held, 30),
      ib_calls_7d: within(called, 7),
      ib_calls_14d: within(called, 14),
    };
  });
}
