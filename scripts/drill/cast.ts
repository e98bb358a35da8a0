import type { Agent } from '../../src/catalog/datasets/agents.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import type { Matchers } from '../../src/insights/route.ts';

/** The segments by which the drill's people are told apart: each troupe has a channel of its own. */
const troupes = [
  { experienceLevel: 'rookie', businessModel: 'individual' },
  { experienceLevel: 'rookie', businessModel: 'team' },
  { experienceLevel: 'established', businessModel: 'individual' },
  { experienceLevel: 'established', businessModel: 'team' },
  { experienceLevel: 'veteran', businessModel: 'brokerage' },
] as const satisfies readonly Partial<Agent>[];

/** Well in everything, so that nothing but what a drill changes is noticed. */
const well: Partial<Agent> = {
  churnRisk: 20,
  retentionProbability: 80,
  revenueAtRisk: 1_000,
  npsScore: 75,
  platformEngagement: 'high',
  engagementTrend: 2,
  satisfactionTrend: 2,
  lastActivityDate: new Date().toISOString().slice(0, 10),
};

/** That many agents, shared out evenly; no name is part of another. */
export function castOf(count: number, channels: number): readonly Agent[] {
  const drawn = [...generateAgents({ count, seed: 7, asOf: '2026-01-01' })];
  return drawn.map((agent, index) => ({
    ...agent,
    ...well,
    ...troupes[index % channels],
    name: `Drill Person ${String(index + 1).padStart(5, '0')}`,
  }));
}

/** Which alerts a channel of a drill is told. */
export function matchersOf(channel: number): Matchers {
  const segments = Object.entries(troupes[channel] ?? {}).map(([name, value]): [string, string[]] => [name, [value]]);
  return { predictionTypes: ['high_churn_risk'], dataset: 'agents', segments: Object.fromEntries(segments) };
}
