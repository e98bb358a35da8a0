import type { ModalView } from '@slack/types';
import { choiceLabel } from '../../../answers/people.ts';
import { datasetNamed } from '../../../catalog/catalog.ts';
import { metricNamed } from '../../../catalog/derive/attribute-names.ts';
import { formatValue } from '../../../catalog/derive/format.ts';
import type { IntentOfKind } from '../../../intents/intent.ts';
import type { Log } from '../../../log.ts';
import type { UpdateResult } from '../../../state/apply-update.ts';
import { limits } from '../../blocks/limits.ts';
import { changeWords } from '../../blocks/proposal-words.ts';
import { plain } from '../../blocks/text-objects.ts';
import { confirmObstacle, proposedBy } from '../../proposal.ts';
import type { Services } from '../../services.ts';
import { decodeTicket, type UpdateTicket } from '../../update-ticket.ts';
import { buildProposalModal } from '../proposal-modal.ts';
import { buildMessageModal } from './message-modal.ts';

/** What became of a confirmed change: applied, or why not, as a sentence and as a modal. */
export type Submission =
  | { readonly outcome: 'applied'; readonly ticket: UpdateTicket; readonly confirmation: string }
  | { readonly outcome: 'refused'; readonly sentence: string; readonly view: ModalView };

interface Submitter {
  readonly userId: string;
  readonly teamId: string;
  readonly requestId: string;
  readonly log: Log;
}

/**
 * Applies what a modal carries, if its submitter proposed it just now and may, and the values are still those seen.
 *
 * @throws {AppError} `input.invalid`, `slack.forbidden` or `repository.*`
 */
export async function submitUpdate(
  services: Services,
  privateMetadata: string,
  { userId, teamId, requestId, log }: Submitter,
): Promise<Submission> {
  const { ticket, intent } = decodeTicket(privateMetadata);
  const obstacle = confirmObstacle(ticket.proposer, userId);
  if (obstacle !== undefined) return refused(obstacle);
  await services.rights.requireEditor(userId, { fresh: true });
  const { id, changes } = ticket;
  const by = { userId, teamId, requestId, via: 'modal' };
  const result = await services.applyUpdate(ticket.dataset, { id, changes, by });
  switch (result.outcome) {
    case 'applied':
      return { outcome: 'applied', ticket, confirmation: confirmationOf(ticket) };
    case 'notFound':
      return refused(`${choiceLabel({ id, name: ticket.name })} is not in the table any more. Nothing was written.`);
    case 'conflict':
      return conflicted(services, ticket, intent, result);
    case 'unknown':
      log.error({ err: result.cause, subject: id }, 'not known whether a change was applied');
      return refused(`${unknownWords} Reference: ${requestId}`, 'Not confirmed');
  }
}

const unknownWords =
  'The database did not confirm the change. It may have been written; look at the value before repeating.';

function confirmationOf({ dataset, id, name, changes }: UpdateTicket): string {
  const words = changes.map((change) =>
    changeWords({ ...change, ...metricNamed(datasetNamed(dataset), change.metric) }),
  );
  return `Done. ${choiceLabel({ id, name })}: ${words.join(', ')}`;
}

/** Shows what the value is now, with the change proposed anew where there is still something to change. */
async function conflicted(
  { answers }: Services,
  ticket: UpdateTicket,
  intent: IntentOfKind<'update'>,
  { metric, expected, actual }: Extract<UpdateResult, { outcome: 'conflict' }>,
): Promise<Submission> {
  const { label, unit } = metricNamed(datasetNamed(ticket.dataset), metric);
  const now = actual === undefined ? 'no number any more' : formatValue(actual, unit);
  const sentence = `Someone changed this meanwhile: ${label} is ${now}, not ${formatValue(expected, unit)}. Nothing was written.`;
  const { proposal } = await answers.answer(intent);
  if (proposal === undefined) return refused(sentence);
  const { channel, thread, responseUrl } = ticket;
  // What is shown now is another change, with a time of its own to be confirmed in.
  const proposer = proposedBy(ticket.proposer.by);
  const view = buildProposalModal(proposal, intent, { proposer, channel, thread, responseUrl });
  const notice = { type: 'section' as const, text: plain(sentence, limits.sectionText) };
  return { outcome: 'refused', sentence, view: { ...view, blocks: [notice, ...view.blocks] } };
}

export function refused(sentence: string, title = 'Not applied'): Submission {
  return { outcome: 'refused', sentence, view: buildMessageModal(title, sentence) };
}
