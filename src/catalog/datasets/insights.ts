import { defineDataset, type ItemOf } from '../define-dataset.ts';

/**
 * What was noticed about someone: one insight is one prediction at one moment, with its reasons and what to do.
 *
 * Table, keys, indexes and attributes: `003_2efa9edf8ad539cf.txt`. Of its prediction types only
 * `high_ib_call_frequency` and `low_health_score` are named there; the others are decided here. Times are ISO
 * with milliseconds, so that two rules at one second don't overwrite each other.
 */
export const insights = defineDataset({
  name: 'insights',
  label: 'Insights',
  noun: { one: 'insight', many: 'insights' },
  words: ['alert', 'warning', 'prediction', 'signal', 'finding'],
  command: '/insights',
  table: {
    name: 'iops-dashboard-insights',
    nameVariable: 'INSIGHTS_TABLE_NAME',
    sortKey: 'sk',
    indexes: [{ name: 'RiskScoreIndex', partitionKey: 'prediction_type', sortKey: 'risk_score' }],
  },
  attention: 'risk_score',
  keyMetrics: ['risk_score'],
  telling: ['prediction_type'],
  peers: 'prediction_type',
  attributes: {
    pk: { kind: 'key', label: 'Partition', words: [], prefixes: ['insight#'] },
    sk: { kind: 'time', label: 'Sort time', words: [], presence: [], absence: [] },
    alert_id: { kind: 'text', label: 'Alert id', words: ['alert id'], values: {} },
    entity_id: { kind: 'text', label: 'About', words: ['entity id', 'about'], values: {} },
    prediction_type: {
      kind: 'segment',
      label: 'Prediction',
      words: ['prediction', 'prediction type', 'alert type'],
      index: 'PredictionTypeIndex',
      sortedBy: 'timestamp',
      values: {
        high_churn_risk: {
          label: 'High churn risk',
          words: ['churn', 'churn risk', 'high churn', 'churning', 'leaving', 'attrition'],
        },
        rising_churn_risk: {
          label: 'Churn risk rising fast',
          words: ['rising churn', 'churn rising', 'churn jump', 'churn spike'],
        },
        high_revenue_at_risk: {
          label: 'High revenue at risk',
          words: ['revenue at risk', 'money at risk', 'revenue', 'high revenue at risk'],
        },
        low_engagement: {
          label: 'Low engagement',
          words: ['engagement', 'low engagement', 'disengaged', 'falling engagement', 'inactive'],
        },
        low_satisfaction: {
          label: 'Low satisfaction',
          words: ['satisfaction', 'low satisfaction', 'nps', 'low nps', 'unhappy'],
        },
        low_health_score: {
          label: 'Low health score',
          words: ['health', 'low health', 'health score', 'falling health', 'unhealthy'],
        },
        high_ib_call_frequency: {
          label: 'Many inbound calls',
          words: [
            'ib calls',
            'ib call',
            'inbound calls',
            'calls',
            'call frequency',
            'ib call frequency',
            'many calls',
            'call a lot',
            'calls a lot',
            'calling a lot',
            'call us a lot',
            'call often',
            'frequent caller',
          ],
        },
      },
    },
    risk_score: {
      kind: 'metric',
      label: 'Risk',
      unit: 'score',
      range: [0, 100],
      whole: true,
      better: 'lower',
      sum: 'average',
      words: ['risk', 'risk score', 'score'],
      thresholds: { high: 80 },
    },
    explanation: { kind: 'text', label: 'Explanation', words: ['explanation', 'reason'], values: {} },
    recommendations: { kind: 'list', label: 'Recommendations', words: ['recommendation', 'advice'], values: {} },
    timestamp: {
      kind: 'time',
      label: 'Noticed',
      words: ['timestamp', 'time', 'noticed', 'when'],
      presence: ['noticed', 'new', 'raised'],
      absence: [],
    },
    model_used: { kind: 'text', label: 'Written by', words: ['model'], values: {} },
    ttl: { kind: 'expiry', label: 'Expires', words: [] },
  },
});

export type Insight = ItemOf<typeof insights>;
export type PredictionType = Insight['prediction_type'];
/** Every prediction type, in the order in which people are told of them. */
export const predictionTypes = Object.keys(insights.attributes.prediction_type.values) as PredictionType[];
/** Insights are kept for this many days. @see 003_2efa9edf8ad539cf.txt, "Auto-delete old insights after 90 days" */
export const insightDays = 90;
