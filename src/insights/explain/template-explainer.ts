import { asShown, formatValue } from '../../catalog/derive/format.ts';
import type { Reason } from '../alert-facts.ts';
import type { Explainer, ExplanationDraft } from './explainer.ts';
import { daysPhrase, figurePhrase, formatFigure, listed, movePhrase, unitOf } from './phrases.ts';
import { recommendationsFor } from './recommendations.ts';

/** What an explanation of this kind says wrote it. */
export const templateName = 'template';

/** Explains by fixed sentences: always there, and good enough to keep. */
export function createTemplateExplainer(): Explainer {
  return { explain: async (draft) => ({ ...explainByTemplate(draft), modelUsed: templateName }) };
}

/** The sentences of an explanation, and what to do. */
export function explainByTemplate(draft: ExplanationDraft) {
  const sentences = [leads[draft.predictionType](draft), ...behindIt(draft), ...moneySentence(draft)];
  return { explanation: sentences.join(' '), recommendations: recommendationsFor(draft) };
}

type Lead = (draft: ExplanationDraft) => string;

/** The first sentence: what happened. */
const leads: Readonly<Record<ExplanationDraft['predictionType'], Lead>> = {
  high_churn_risk: crossed,
  rising_churn_risk(draft) {
    const { dataset, headline } = draft;
    const from = headline.before === undefined ? '' : ` from ${formatValue(headline.before.value, 'score')}`;
    const within = (headline.before?.days ?? 0) === 0 ? '' : ` in ${daysPhrase(headline.before?.days ?? 0)}`;
    return `Churn risk rose${from} to ${formatFigure(dataset, headline)}${within}: not high yet, but on its way there.`;
  },
  high_revenue_at_risk(draft) {
    const { dataset, headline } = draft;
    const churn = reasonNamed(draft, 'churnRisk');
    const because = churn === undefined ? '' : `: ${figurePhrase(dataset, churn, 'within')}`;
    return `${formatFigure(dataset, headline)} a year is at risk${movePhrase(dataset, headline)}${because}.`;
  },
  low_engagement(draft) {
    const { dataset, headline, segments, silentDays } = draft;
    if (silentDays !== undefined) return `There has been no activity for ${daysPhrase(silentDays)}.`;
    const isLow = segments['platformEngagement'] === 'low';
    const eased = easing(draft);
    const lead = isLow ? `Engagement is low and ${eased === '' ? 'still ' : ''}falling` : 'Engagement falls';
    return `${lead}${eased}: ${figurePhrase(dataset, headline, 'within')}.`;
  },
  low_satisfaction: crossed,
  low_health_score: crossed,
  high_ib_call_frequency(draft) {
    const { dataset, headline } = draft;
    const health = reasonNamed(draft, 'health_score');
    const beside = health === undefined ? '' : `, while ${figurePhrase(dataset, health, 'within')}`;
    const calls = headline.value === 1 ? 'was 1 inbound call' : `were ${formatFigure(dataset, headline)} inbound calls`;
    return `There ${calls} in 14 days${beside}.`;
  },
};

/** That a trend which is down is less so than before, with the comma before it; empty where it is not. */
function easing({ dataset, headline: { metric, value, before } }: ExplanationDraft): string {
  if (before === undefined || metric !== 'engagementTrend') return '';
  if (asShown(value - before.value, unitOf(dataset, metric)) <= 0) return '';
  return before.days === 0 ? ', though less than before' : `, though less than ${daysPhrase(before.days)} ago`;
}

/** A figure that went beyond its line. */
function crossed({ dataset, headline }: ExplanationDraft): string {
  const { metric, value, threshold } = headline;
  const line = threshold === undefined ? '' : formatValue(threshold, unitOf(dataset, metric));
  const beyond = threshold === undefined || value === threshold ? '' : value > threshold ? 'above' : 'below';
  const where = line === '' ? '' : beyond === '' ? `, right at the line of ${line}` : `, ${beyond} the line of ${line}`;
  return `${figurePhrase(dataset, headline)}${where}.`;
}

/** Reasons that the first sentence named already, besides the headline. */
const named: Partial<Readonly<Record<ExplanationDraft['predictionType'], readonly string[]>>> = {
  high_revenue_at_risk: ['churnRisk'],
  high_ib_call_frequency: ['health_score'],
};

function behindIt(draft: ExplanationDraft): readonly string[] {
  const { dataset, predictionType, headline, reasons, silentDays } = draft;
  const said = [...(silentDays === undefined ? [headline.metric] : []), ...(named[predictionType] ?? [])];
  const others = reasons.filter(({ metric }) => !said.includes(metric)).slice(0, 4);
  if (others.length === 0) return [];
  const phrases = others.map((reason) => figurePhrase(dataset, reason, 'within'));
  return [`Also, ${listed(phrases)}.`];
}

function moneySentence({ predictionType, moneyAtRisk }: ExplanationDraft): readonly string[] {
  if (moneyAtRisk === undefined || moneyAtRisk < 1 || predictionType === 'high_revenue_at_risk') return [];
  return [`${formatValue(moneyAtRisk, 'usd')} a year is at risk.`];
}

function reasonNamed({ reasons }: ExplanationDraft, metric: string): Reason | undefined {
  return reasons.find((reason) => reason.metric === metric);
}
