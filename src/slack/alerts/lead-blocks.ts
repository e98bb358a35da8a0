import type { RichTextBlock } from '@slack/types';
import { predictionLabel } from '../../answers/insight-words.ts';
import { lineWords, moneyBeside, reasonWords } from '../../answers/reason-words.ts';
import type { Alert } from '../../insights/alert.ts';
import { limits } from '../blocks/limits.ts';
import type { MessageBlock } from '../blocks/message-block.ts';
import { onOneLine } from '../blocks/on-one-line.ts';
import { clip, escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { headlineLabel, headlineWords, traitsWords, whoWords } from './alert-words.ts';
import { ownWords } from './own-words.ts';

/** Texts from a model or a template, cut so that the message stays readable and its twin holds them too. */
const lengths = { who: 200, traits: 300, explanation: 900, recommendation: 250 } as const;

/** How much is told of an alert: all that is known, or what is enough to act on it. */
type Extent = 'whole' | 'brief';

const most = {
  whole: { reasons: 6, recommendations: 5 },
  brief: { reasons: 2, recommendations: 2 },
} as const;

const whatToDo = 'What to do';

/** What stands above the alert: all of it, or only that it is one of a group, of one kind or of several. */
export type LeadHeading = 'whole' | 'kind' | 'several';

/** An alert whole: who, the number and its change, money, reasons, what it means and what to do. */
export function leadBlocks(alert: Alert, heading: LeadHeading, extent: Extent = 'whole'): MessageBlock[] {
  const { about, figures, explanation, reasons, recommendations } = leadParts(alert, heading, extent);
  const fields = figures.map(({ label, value }) =>
    mrkdwn(`${escapeMrkdwn(label)}\n*${escapeMrkdwn(value)}*`, limits.field),
  );
  return [
    ...about.map((text) => aboutBlock(text, heading)),
    { type: 'section', fields },
    ...explanation.map((text) => ({ type: 'section' as const, text: plain(text, limits.sectionText) })),
    ...lists(reasons, recommendations),
  ];
}

/** The same in lines of plain text. */
export function leadLines(alert: Alert, heading: LeadHeading, extent: Extent = 'whole'): string[] {
  const { about, figures, explanation, reasons, recommendations } = leadParts(alert, heading, extent);
  return [
    ...about,
    ...figures.map(({ label, value }) => `${label}: ${value}`),
    ...explanation,
    ...reasons.map((reason) => `• ${reason}`),
    ...(recommendations.length === 0 ? [] : [whatToDo]),
    ...recommendations.map((each) => `• ${each}`),
  ];
}

/** Small print where the heading says who it is. */
function aboutBlock(text: string, heading: LeadHeading): MessageBlock {
  return heading === 'whole'
    ? { type: 'context', elements: [plain(text, limits.field)] }
    : { type: 'section', text: plain(text, limits.sectionText) };
}

/** Rich text has lists and bold, and takes what is in it as it is: nothing from data becomes markup. */
function lists(reasons: readonly string[], recommendations: readonly string[]): RichTextBlock[] {
  const list = (lines: readonly string[]) => ({
    type: 'rich_text_list' as const,
    style: 'bullet' as const,
    elements: lines.map((text) => ({
      type: 'rich_text_section' as const,
      elements: [{ type: 'text' as const, text }],
    })),
  });
  const heading = {
    type: 'rich_text_section' as const,
    elements: [{ type: 'text' as const, text: whatToDo, style: { bold: true } }],
  };
  // Each a block of its own, for the room between them.
  return [
    ...(reasons.length === 0 ? [] : [{ type: 'rich_text' as const, elements: [list(reasons)] }]),
    ...(recommendations.length === 0
      ? []
      : [{ type: 'rich_text' as const, elements: [heading, list(recommendations)] }]),
  ];
}

interface LeadParts {
  readonly about: readonly string[];
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly explanation: readonly string[];
  readonly reasons: readonly string[];
  readonly recommendations: readonly string[];
}

function leadParts(alert: Alert, heading: LeadHeading, extent: Extent): LeadParts {
  const { facts, now, status } = alert;
  const about = aboutWords(alert, heading);
  const explanation = extent === 'brief' ? '' : clip(ownWords(facts), lengths.explanation);
  const risk = [`${now.riskScore} of 100`, moneyBeside(facts.dataset, now.headline, now.moneyAtRisk)];
  return {
    about: about === '' ? [] : [about],
    figures: [
      { label: headlineLabel(alert), value: `${headlineWords(alert)}${crossedLine(alert)}` },
      { label: 'Risk score', value: risk.filter((part) => part !== undefined).join(' · ') },
    ],
    explanation: explanation === '' ? [] : [explanation],
    // The alert's own number stands above as it is now.
    reasons: facts.reasons
      .filter(({ metric }) => metric !== now.headline.metric)
      .slice(0, most[extent].reasons)
      .map((reason) => reasonWords(facts.dataset, reason)),
    // What is over asks for nothing to be done.
    recommendations:
      status === 'resolved'
        ? []
        : facts.recommendations
            .slice(0, most[extent].recommendations)
            .map((each) => clip(onOneLine(each), lengths.recommendation))
            .filter((each) => each !== ''),
  };
}

function aboutWords({ facts }: Alert, heading: LeadHeading): string {
  const traits = clip(traitsWords(facts), lengths.traits);
  if (heading === 'whole') return traits;
  const kind = heading === 'several' ? `${predictionLabel(facts.predictionType)}: ` : '';
  const who = `${kind}${clip(whoWords(facts), lengths.who)}`;
  return traits === '' ? who : `${who} · ${traits}`;
}

/** A figure that moved since keeps the line that it crossed. */
function crossedLine({ facts, now }: Alert): string {
  const { headline } = now;
  const threshold =
    headline.threshold ?? (facts.headline.metric === headline.metric ? facts.headline.threshold : undefined);
  return threshold === undefined ? '' : lineWords(facts.dataset, { ...headline, threshold });
}
