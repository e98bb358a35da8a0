import type { HeaderBlock, SectionBlock } from '@slack/types';
import type { Answer, Figure } from '../../answers/answer.ts';
import { figureContext, figureValue } from './figure-words.ts';
import { limits } from './limits.ts';
import { onOneLine } from './on-one-line.ts';
import { escapeMrkdwn, mrkdwn, plain } from './text-objects.ts';

/**
 * The figure large, with what it is of, and under it how it compares.
 *
 * Several figures share one header each in a grid of fields: large type is for the one that was asked for.
 */
export function buildHeadline(answer: Answer): (HeaderBlock | SectionBlock)[] {
  const [only, ...others] = answer.headline;
  if (only === undefined || others.length > 0) {
    return [header(answer.title), ...fieldSections(answer.headline)];
  }
  const context = figureContext(only);
  return [
    header(`${figureValue(only)} · ${answer.title}`),
    ...(context === '' ? [] : [{ type: 'section' as const, text: plain(context, limits.sectionText) }]),
  ];
}

/** Figures in a grid of two columns, each with its label and context. */
export function fieldSections(figures: readonly Figure[]): SectionBlock[] {
  const sections: SectionBlock[] = [];
  for (let start = 0; start < figures.length; start += limits.fields) {
    const fields = figures
      .slice(start, start + limits.fields)
      .map((figure) => mrkdwn(fieldWords(figure), limits.field));
    sections.push({ type: 'section', fields });
  }
  return sections;
}

/** Labels and numbers only, both of our own making, so that they may be set in bold. */
function fieldWords(figure: Figure): string {
  const [label, value, context] = [figure.label, figureValue(figure), figureContext(figure)].map(escapeMrkdwn);
  return `${label}\n*${value}*\n${context}`;
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(onOneLine(text), limits.header) };
}
