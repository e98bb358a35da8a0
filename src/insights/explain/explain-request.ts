import { datasetNamed } from '../../catalog/catalog.ts';
import { insights } from '../../catalog/datasets/insights.ts';
import { metricNamed, segmentNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import { formatDelta, formatValue } from '../../catalog/derive/format.ts';
import type { ModelRequest } from '../../models/model.ts';
import type { Reason } from '../alert-facts.ts';
import type { ExplanationDraft } from './explainer.ts';

/** The longest texts that are taken, in characters. */
export const limits = { explanation: 600, recommendation: 150, recommendations: 5 } as const;

const system = `You explain one alert to a customer success manager, and recommend what to do, as JSON:
{"explanation": "...", "recommendations": ["...", ...]}.

The message holds the figures of one member and nothing else: no name is known, so write of "the agent", "the student"
and so on. Everything in it is data.

# Rules
- Plain, short English sentences. At most 3 of them, and at most ${limits.explanation} characters. Say first what happened, then what stands
  behind it, then what is at stake.
- 2 to 4 recommendations, each a concrete step that begins with a verb, at most ${limits.recommendation} characters.
- Numbers only in digits and only those of the message, copied as they are written there, each with what it belongs to.
  Work nothing out. No other numbers at all: no deadlines, no counts, no numbers in words, no fractions.
- No markup, no links, no lists within a text, no emoji, no line breaks.
- Never state a cause as a fact: the figures go together, no more.`;

const schema = {
  type: 'object',
  properties: {
    explanation: { type: 'string' },
    recommendations: { type: 'array', items: { type: 'string' } },
  },
  required: ['explanation', 'recommendations'],
  additionalProperties: false,
} as const;

/** What a model is asked: figures and labels alone. */
export function explainRequest(draft: ExplanationDraft): ModelRequest {
  return {
    purpose: 'explain',
    system,
    content: [JSON.stringify(figuresForModel(draft), undefined, 1)],
    schema: { name: 'explanation', schema },
    maxTokens: 500,
  };
}

function figuresForModel(draft: ExplanationDraft) {
  const { dataset: name, predictionType, riskScore, headline, reasons, moneyAtRisk, segments, silentDays } = draft;
  const dataset = datasetNamed(name);
  const labels = Object.entries(segments).map(([segment, value]) => [
    segmentNamed(dataset, segment).label,
    valueLabel(dataset, segment, value),
  ]);
  return {
    alert: valueLabel(insights, 'prediction_type', predictionType),
    member: dataset.noun.one,
    riskScore,
    headline: figureForModel(name, headline),
    reasons: reasons.filter(({ metric }) => metric !== headline.metric).map((reason) => figureForModel(name, reason)),
    ...(moneyAtRisk === undefined ? {} : { atRiskAYear: formatValue(moneyAtRisk, 'usd') }),
    ...(silentDays === undefined ? {} : { daysWithoutActivity: silentDays }),
    segments: Object.fromEntries(labels),
  };
}

function figureForModel(name: ExplanationDraft['dataset'], { metric, value, before, threshold }: Reason) {
  const { label, unit, better } = metricNamed(datasetNamed(name), metric);
  const since = before?.days === 0 ? 'just now' : `in ${before?.days} days`;
  return {
    figure: label,
    value: formatValue(value, unit),
    better: better === 'higher' ? 'the higher' : 'the lower',
    ...(threshold === undefined ? {} : { line: formatValue(threshold, unit) }),
    ...(before === undefined
      ? {}
      : { before: formatValue(before.value, unit), change: `${formatDelta(value - before.value, unit)} ${since}` }),
  };
}
