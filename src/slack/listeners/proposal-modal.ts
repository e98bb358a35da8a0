import type { ModalView } from '@slack/types';
import type { Answer } from '../../answers/answer.ts';
import type { IntentOfKind } from '../../intents/intent.ts';
import { buildUpdateModal } from '../blocks/build-update-modal.ts';
import { encodeTicket, type UpdateTicket } from '../update-ticket.ts';

/** The modal that asks for a yes to a proposed change, and remembers who may give it and where to confirm it. */
export function buildProposalModal(
  proposal: NonNullable<Answer['proposal']>,
  { dataset }: Pick<IntentOfKind<'update'>, 'dataset'>,
  ticketParts: Pick<UpdateTicket, 'proposer' | 'channel' | 'thread' | 'responseUrl'>,
): ModalView {
  const { id, name } = proposal;
  const changes = proposal.changes.map(({ metric, from, to }) => ({ metric, from, to }));
  const ticket = { dataset, id, name: name.slice(0, 200), changes, ...ticketParts };
  return buildUpdateModal(proposal, { privateMetadata: encodeTicket(ticket) });
}
