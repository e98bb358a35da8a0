import type { Answer } from '../../answers/answer.ts';
import { buildText } from './build-text.ts';
import { buildChart } from './chart-block.ts';
import type { Extras } from './extras.ts';
import { buildFeedbackBlock } from './feedback-block.ts';
import { fitMessage, fits } from './fit-message.ts';
import { buildFooter } from './footer-blocks.ts';
import { buildHeadline, fieldSections, header } from './headline-blocks.ts';
import { limits } from './limits.ts';
import type { Audience, Message, MessageBlock } from './message-block.ts';
import { onOneLine } from './on-one-line.ts';
import { buildPeople } from './people-blocks.ts';
import { buildProfile } from './profile-blocks.ts';
import { changeWords } from './proposal-words.ts';
import { buildRefineBlock } from './refine-block.ts';
import { buildStepBlocks, intentButton } from './step-blocks.ts';
import { buildDataTable, buildTable } from './table-blocks.ts';
import { plain } from './text-objects.ts';

/**
 * An answer as a Slack message.
 *
 * Personal attributes are left out for a channel, and every limit of Slack's is held: what does not fit is cut, and
 * the message says so. The thumbs, the selects that correct a reading and the button for a file go before a figure
 * does.
 */
export function buildMessage(answer: Answer, audience: Audience, extras: Extras = {}): Message {
  const refine = extras.refinable === true ? buildRefineBlock(answer) : undefined;
  const feedback = extras.feedbackId === undefined ? undefined : buildFeedbackBlock(extras.feedbackId);
  const body = bodyOf(answer, audience, extras);
  const footer = buildFooter(answer, extras.notice);
  const forms: MessageBlock[][] = [
    [...body, ...(refine === undefined ? [] : [refine]), ...footer, ...(feedback === undefined ? [] : [feedback])],
    [...body, ...footer, ...(feedback === undefined ? [] : [feedback])],
    [...body, ...footer],
    [...bodyOf(answer, audience, { ...extras, isExportable: false }), ...footer],
  ];
  const blocks = forms.find(fits) ?? forms.at(-1) ?? [];
  return fitMessage(blocks, buildText(answer, audience, extras.notice));
}

function bodyOf(answer: Answer, audience: Audience, extras: Extras): MessageBlock[] {
  const chart = answer.chart === undefined ? undefined : buildChart(answer.chart);
  return [
    ...(answer.profile === undefined ? buildHeadline(answer) : [header(answer.title)]),
    ...fieldSections(answer.facts),
    ...notes(answer),
    ...proposal(answer, extras),
    ...(answer.profile === undefined ? [] : buildProfile(answer.profile, audience)),
    ...(chart === undefined ? [] : [chart]),
    ...table(answer),
    ...buildPeople(answer),
    ...buildStepBlocks(answer, audience, extras),
  ];
}

/** A list of people can be sorted by its reader; a handful of groups is read as it stands. */
function table({ kind, table }: Answer): MessageBlock[] {
  if (table === undefined || table.rows.length === 0) return [];
  return [kind === 'ranking' ? buildDataTable(table) : buildTable(table)];
}

function notes({ notes }: Answer): MessageBlock[] {
  return notes.length === 0
    ? []
    : [{ type: 'section', text: plain(notes.map(onOneLine).join('\n'), limits.sectionText) }];
}

function proposal({ proposal, intent }: Answer, { proposer }: Extras): MessageBlock[] {
  if (proposal === undefined) return [];
  const review =
    intent.kind === 'update' && proposer !== undefined
      ? intentButton('review', 0, 'Review change', { intent, proposer })
      : undefined;
  return [
    {
      type: 'section',
      text: plain([...proposal.changes.map(changeWords), ...(proposal.caveats ?? [])].join('\n'), limits.sectionText),
    },
    ...(review === undefined ? [] : [{ type: 'actions' as const, elements: [review] }]),
  ];
}
