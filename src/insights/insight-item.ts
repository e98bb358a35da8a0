import { type Insight, insightDays, insights } from '../catalog/datasets/insights.ts';
import { createItemReader, type RawItem } from '../storage/item-reader.ts';
import type { AlertFacts } from './alert-facts.ts';

const partitionPrefix = insights.attributes.pk.prefixes[0];
const daySeconds = 86_400;

const read = createItemReader(insights, Object.keys(insights.attributes));

/** The partition key of a member's insights. */
export function insightPartition(entityId: string): string {
  return `${partitionPrefix}${entityId}`;
}

/** The id of an alert: by it an insight and what becomes of it belong together. */
export function alertIdOf(predictionType: string, entityId: string, at: Date): string {
  return `${predictionType}_${entityId}_${at.getTime()}`;
}

/**
 * The insight that is kept of an alert, for as long as insights are.
 *
 * @see 003_2efa9edf8ad539cf.txt for its attributes
 */
export function insightOf(facts: AlertFacts): Insight {
  const { at, entityId } = facts;
  return {
    pk: insightPartition(entityId),
    sk: at,
    alert_id: facts.alertId,
    entity_id: entityId,
    prediction_type: facts.predictionType,
    risk_score: facts.riskScore,
    explanation: facts.explanation,
    recommendations: facts.recommendations,
    timestamp: at,
    model_used: facts.modelUsed,
    ttl: expiryOf(at),
  };
}

/**
 * The insight in an item, which somebody else may have written; undefined where it is none: of a prediction type that
 * the catalogue lacks, without a time, or without a risk score from 0 to 100.
 *
 * What else is missing is worked out from the keys, or left empty; insights without an expiry have the usual one.
 */
export function readInsight(raw: RawItem): Insight | undefined {
  const { item } = read(raw);
  const { pk, sk, prediction_type: type, risk_score: risk, ...rest } = item as Partial<Insight>;
  if (pk === undefined || sk === undefined || type === undefined || risk === undefined) return undefined;
  const entityId = rest.entity_id ?? pk.slice(pk.indexOf('#') + 1);
  const timestamp = rest.timestamp ?? sk;
  return {
    pk,
    sk,
    alert_id: rest.alert_id ?? alertIdOf(type, entityId, new Date(timestamp)),
    entity_id: entityId,
    prediction_type: type,
    risk_score: risk,
    explanation: rest.explanation ?? '',
    recommendations: rest.recommendations ?? [],
    timestamp,
    model_used: rest.model_used ?? 'unknown',
    ttl: rest.ttl ?? expiryOf(timestamp),
  };
}

function expiryOf(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + insightDays * daySeconds;
}
