import type { Answer } from '../../answers/answer.ts';
import { predictionLabel } from '../../answers/insight-words.ts';
import { peersLabel } from '../../answers/profile-answer.ts';
import { moneyBeside, reasonWords } from '../../answers/reason-words.ts';
import { datasetNamed } from '../../catalog/catalog.ts';
import { formatValue } from '../../catalog/derive/format.ts';
import type { Alert } from '../../insights/alert.ts';
import { buildMessage } from '../blocks/build-message.ts';
import { figureValue } from '../blocks/figure-words.ts';
import { fitMessage } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message } from '../blocks/message-block.ts';
import { plain } from '../blocks/text-objects.ts';
import { whoWords } from './alert-words.ts';

/**
 * Why an alert was raised: the member's own figures, what is usual for those like them, and which groups stand
 * out among those.
 *
 * @param groups the answer to why their average is as it is, where that could be told
 */
export function buildWhyMessage(
  alert: Alert,
  groups: Answer | undefined,
  { isDirect }: { isDirect: boolean },
): Message {
  const { facts } = alert;
  const title = `Why: ${predictionLabel(facts.predictionType)} · ${whoWords(facts)}`;
  const lines = ownLines(alert);
  if (groups !== undefined) {
    // The large figure of an answer is a group's, and this is about one member.
    const notes = [...lines, ...comparison(alert, groups), ...groups.notes];
    return buildMessage({ ...groups, headline: [], title, notes }, 'asker', { isDirect });
  }
  return fitMessage(
    [header(title), { type: 'section', text: plain(lines.join('\n'), limits.sectionText) }],
    [title, ...lines].join('\n'),
  );
}

/** The number as it is now, and the score with all else that it was made from. */
function ownLines({ facts, now }: Alert): string[] {
  const { dataset, riskScore, reasons } = facts;
  const own = reasonWords(dataset, now.headline);
  const money = moneyBeside(dataset, now.headline, now.moneyAtRisk);
  const others = reasons.map((reason) => reasonWords(dataset, reason)).filter((words) => words !== own);
  const score = `Risk score ${riskScore} of 100 when it was noticed`;
  return [
    money === undefined ? own : `${own} · ${money}`,
    others.length === 0 ? `${score}.` : `${score}, also from:`,
    ...others.map((words) => `• ${words}`),
  ];
}

/** The average of those like the member: "For comparison: rookie agents average 41 (n 225)." */
function comparison({ facts }: Alert, { headline: [average] }: Answer): string[] {
  if (average === undefined || average.value === null) return [];
  const dataset = datasetNamed(facts.dataset);
  const peers = peersLabel(dataset, facts.segments[dataset.peers]);
  return [`For comparison: ${peers} average ${figureValue(average)} (n ${formatValue(average.n, 'count')}).`];
}
