import type { Agent } from '../../catalog/datasets/agents.ts';
import type { Randomness } from '../randomness.ts';
import { type AgentSegments, activeDaysAgo, joinedDaysAgo } from './recipe.ts';

const dayMs = 86_400_000;

/**
 * When a person joined, and when they were last there: never before they joined.
 *
 * `asOf` in milliseconds; both dates lie before it. The more engaged, the more recent.
 */
export function drawDates(
  segments: AgentSegments,
  asOf: number,
  randomness: Randomness,
): Pick<Agent, 'joinDate' | 'lastActivityDate'> {
  const joined = asOf - daysWithin(joinedDaysAgo[segments.experienceLevel], randomness) * dayMs;
  const active = asOf - daysWithin(activeDaysAgo[segments.platformEngagement], randomness) * dayMs;
  return { joinDate: toIso(joined), lastActivityDate: toIso(Math.max(active, joined)) };
}

function daysWithin([fewest, most]: readonly [number, number], randomness: Randomness): number {
  return randomness.between(fewest, most);
}

/** Whole seconds: nobody's activity is known to the millisecond. */
function toIso(time: number): string {
  return new Date(Math.floor(time / 1_000) * 1_000).toISOString();
}
