import { createFilterTest } from '../analytics/matches-filters.ts';
import type { Insight } from '../catalog/datasets/insights.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { InsightReads } from './noticed-sources.ts';
import { type Member, membersById, type Sources } from './subject-of-insights.ts';

type Choice = IntentOfKind<'insights'>;

/** How many insights one answer lists. */
export const mostInsights = 10;
/** How many are looked through where the members must fit too. */
const mostLookedThrough = 200;

/** An insight and whom it is about. */
export interface NoticedMember {
  readonly insight: Insight;
  readonly member: Member;
}

export interface ChosenInsights {
  /** At most as many as are wanted, in the order that the question asks for. */
  readonly shown: readonly NoticedMember[];
  /** Whether there are more that fit. */
  readonly more: boolean;
  /** How many were read. */
  readonly read: number;
  /** Whether only the first of a longer list were looked through, so that more may fit. */
  readonly cut: boolean;
  /** Where they were read from. */
  readonly source: string;
}

interface ChoiceContext {
  readonly insights: InsightReads;
  readonly sources: Sources;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How many are wanted; those of one answer when left out. */
  readonly most?: number;
  /** How many are looked through where not all fit. */
  readonly lookedThrough?: number;
}

/**
 * The insights that a question means: newest first, or highest first where it names a risk and nobody.
 *
 * @param about whom it names, if anybody
 */
export async function chooseInsights(
  choice: Choice,
  about: Member | undefined,
  { insights, sources, now, most = mostInsights, lookedThrough = mostLookedThrough }: ChoiceContext,
): Promise<ChosenInsights> {
  const narrows = choice.filters.length > 0 || choice.dataset !== undefined;
  const sifts = narrows || about !== undefined;
  const limit = sifts ? lookedThrough : most + 1;
  const { found, index } = await readInsights(choice, about, insights, limit);
  const wanted = found.filter((insight) => fits(choice, insight));
  const ids = (narrows ? wanted : wanted.slice(0, most)).map(({ entity_id }) => entity_id);
  const members = about === undefined ? await membersById(ids, sources) : new Map([[about.id, about]]);
  const test = createFilterTest(choice.filters, now);
  const fitting = wanted.flatMap((insight): NoticedMember[] => {
    const member = members.get(insight.entity_id);
    // Beyond those that are shown nobody was looked up, and nobody needs to be.
    if (member === undefined) return narrows ? [] : [{ insight, member: unknownMember(insight) }];
    if (choice.dataset !== undefined && member.dataset !== choice.dataset) return [];
    return choice.filters.length === 0 || (member.item !== undefined && test(member.item)) ? [{ insight, member }] : [];
  });
  return {
    shown: fitting.slice(0, most),
    more: fitting.length > most,
    read: found.length,
    cut: sifts && found.length === limit,
    source: index === undefined ? insights.tableName : `${insights.tableName}, ${index}`,
  };
}

async function readInsights(
  { predictionType: type, minRisk }: Choice,
  about: Member | undefined,
  insights: InsightReads,
  limit: number,
): Promise<{ readonly found: readonly Insight[]; readonly index?: string }> {
  if (about !== undefined) return { found: await insights.ofEntity(about.id, { limit }) };
  if (minRisk !== undefined) {
    const found = await insights.aboveRisk({ above: minRisk, limit, ...(type !== undefined && { type }) });
    return { found, index: 'RiskScoreIndex' };
  }
  const found = await (type === undefined ? insights.newest({ limit }) : insights.ofType(type, { limit }));
  return { found, index: 'PredictionTypeIndex' };
}

function fits({ predictionType, minRisk }: Choice, { prediction_type, risk_score }: Insight): boolean {
  if (predictionType !== undefined && prediction_type !== predictionType) return false;
  return minRisk === undefined || risk_score > minRisk;
}

const unknownMember = ({ entity_id: id }: Insight): Member => ({ id, name: id, dataset: undefined, item: undefined });
