import type { SectionBlock } from '@slack/types';
import type { Alert } from '../../insights/alert.ts';
import { limits } from '../blocks/limits.ts';
import { clip, escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import {
  headlineLabel,
  headlineWords,
  moneyWords,
  onOneLine,
  predictionLabel,
  reasonWords,
  traitsWords,
  whoWords,
} from './alert-words.ts';

/** Texts from a model or a template, cut so that the message stays readable and its twin holds them too. */
const lengths = { who: 200, traits: 300, explanation: 900, recommendation: 250 } as const;
const most = { reasons: 6, recommendations: 5 } as const;

/** An alert whole: who, the number and its change, money, reasons, what it means and what to do. */
export function leadBlocks(alert: Alert): SectionBlock[] {
  const { who, traits, figures, reasons, explanation, recommendations } = leadParts(alert);
  const text = (lines: readonly string[]): SectionBlock => ({
    type: 'section',
    text: plain(lines.join('\n'), limits.sectionText),
  });
  return [
    text([who, ...traits]),
    {
      type: 'section',
      fields: figures.map(({ label, value }) =>
        mrkdwn(`${escapeMrkdwn(label)}\n*${escapeMrkdwn(value)}*`, limits.field),
      ),
    },
    ...[reasons, explanation, recommendations].filter((lines) => lines.length > 0).map(text),
  ];
}

/** The same in lines of plain text. */
export function leadLines(alert: Alert): string[] {
  const { who, traits, figures, reasons, explanation, recommendations } = leadParts(alert);
  const figureLines = figures.map(({ label, value }) => `${label}: ${value}`);
  return [who, ...traits, ...figureLines, ...reasons, ...explanation, ...recommendations];
}

interface LeadParts {
  readonly who: string;
  readonly traits: readonly string[];
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly reasons: readonly string[];
  readonly explanation: readonly string[];
  readonly recommendations: readonly string[];
}

function leadParts(alert: Alert): LeadParts {
  const { facts, now, status } = alert;
  const traits = traitsWords(facts);
  const money = moneyWords(now.moneyAtRisk);
  const explanation = clip(onOneLine(facts.explanation), lengths.explanation);
  return {
    who: `${predictionLabel(facts.predictionType)}: ${clip(onOneLine(whoWords(facts)), lengths.who)}`,
    traits: traits === '' ? [] : [clip(onOneLine(traits), lengths.traits)],
    figures: [
      { label: headlineLabel(alert), value: headlineWords(alert) },
      { label: 'Risk score', value: `${now.riskScore} of 100` },
      ...(money === undefined ? [] : [{ label: 'Money', value: money }]),
    ],
    reasons: reasonLines(alert),
    explanation: explanation === '' ? [] : [explanation],
    // What is over asks for nothing to be done.
    recommendations:
      status === 'resolved'
        ? []
        : facts.recommendations
            .slice(0, most.recommendations)
            .map((each, index) => `${index + 1}. ${clip(onOneLine(each), lengths.recommendation)}`),
  };
}

/** Why it was raised; the alert's own number as it is now, like above. */
function reasonLines({ facts, now }: Alert): string[] {
  return facts.reasons
    .slice(0, most.reasons)
    .map((reason) => (reason.metric === now.headline.metric ? { ...reason, ...now.headline } : reason))
    .map((reason) => `• ${reasonWords(facts.dataset, reason)}`);
}
