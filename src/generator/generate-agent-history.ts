import type { Agent } from '../catalog/datasets/agents.ts';
import { type Chance, chanceOf } from './chance.ts';
import { checkGeneration, type Generation } from './generation.ts';
import { type DailyFigures, daysUntil } from './history/daily-figures.ts';
import { drawStory, type Story, walkTo } from './history/story.ts';
import { toTenths } from './metric-recipe.ts';

/** Points that churn and NPS have moved in a fall or a recovery: the fewest and the most. */
const moved = { churnRisk: [10, 32], npsScore: [6, 20] } as const;

/** How far a trend in percent stands for one deviation of momentum. */
const trendPerDeviation = 14;

/**
 * How an agent came to be as they are: every day up to the as-of day, which says what the agent says.
 *
 * Depends on the agent and the generation alone. Those whose engagement falls are the ones whose churn has grown.
 *
 * @throws {AppError} `input.invalid` when the generation is none
 */
export function generateAgentHistory(agent: Agent, generation: Generation): readonly DailyFigures[] {
  const asOf = checkGeneration(generation);
  const chance = chanceOf(`${generation.seed} ${agent.id}`);
  const story = drawStory(0.75 * (agent.engagementTrend / trendPerDeviation) + 0.66 * chance.normal(), chance);
  const churn = churnOf(agent, story, chance);
  const nps = npsOf(agent, story, chance);
  const engagement = trendOf(agent.engagementTrend, story, chance);
  const satisfaction = trendOf(agent.satisfactionTrend, story, chance);
  const last = churn.length - 1;
  return daysUntil(asOf).map((day, at) => ({
    day,
    values: {
      churnRisk: churn[at] ?? agent.churnRisk,
      // What is at risk is worked out from churn; the record says what it is now.
      revenueAtRisk: at === last ? agent.revenueAtRisk : Math.round((agent.revenue * (churn[at] ?? 0)) / 100),
      npsScore: nps[at] ?? agent.npsScore,
      engagementTrend: engagement[at] ?? agent.engagementTrend,
      satisfactionTrend: satisfaction[at] ?? agent.satisfactionTrend,
    },
  }));
}

function churnOf({ churnRisk }: Agent, story: Story, chance: Chance): readonly number[] {
  return scoreOf(churnRisk, story, -drawMove('churnRisk', story, chance), chance);
}

function npsOf({ npsScore }: Agent, story: Story, chance: Chance): readonly number[] {
  return scoreOf(npsScore, story, drawMove('npsScore', story, chance), chance);
}

/** A percentage is a trend already: it wavers. */
function trendOf(end: number, story: Story, chance: Chance): readonly number[] {
  return walkTo({ end, offset: 0, jitter: 1.2, range: [-100, 100] }, story, chance).map(toTenths);
}

/** How much better it was before a fall, worse before a recovery: points with a sign. */
function drawMove(metric: keyof typeof moved, { kind }: Story, chance: Chance): number {
  const [fewest, most] = moved[metric];
  const points = chance.between(fewest, most);
  return kind === 'steady' ? 0 : kind === 'falling' ? points : -points;
}

function scoreOf(end: number, story: Story, offset: number, chance: Chance): readonly number[] {
  return walkTo({ end, offset, jitter: 1.1, range: [0, 100] }, story, chance).map((value) => Math.round(value));
}
