import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { type IntentOfKind, intentSchema } from '../intents/intent.ts';
import { proposerSchema } from './proposal.ts';

const ticketSchema = z.strictObject({
  dataset: z.string(),
  /** Whose values change: the key of the item, to which a name was resolved. */
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  /** The new values beside the ones that the person saw. */
  changes: z
    .array(z.strictObject({ metric: z.string(), from: z.number(), to: z.number() }))
    .min(1)
    .max(10),
  /** Who may confirm it, and until when. */
  proposer: proposerSchema,
  /** Where the confirmation goes. */
  channel: z.string().optional(),
  thread: z.string().optional(),
  responseUrl: z.url().optional(),
});

/** What the modal of a change carries from its opening to its submission. */
export type UpdateTicket = z.infer<typeof ticketSchema>;

/** Slack's limit for a view's metadata. @see https://docs.slack.dev/reference/views/modal-views */
const ticketLimit = 3000;

/** The ticket as `private_metadata`; where it would be too long, it goes without the way back. */
export function encodeTicket(ticket: UpdateTicket): string {
  const text = JSON.stringify(ticket);
  return text.length <= ticketLimit ? text : JSON.stringify({ ...ticket, responseUrl: undefined });
}

/**
 * The ticket of a submitted modal, and the change that it asks for, checked as strictly as typed text.
 *
 * @throws {AppError} `input.invalid` when it is not one of ours, or from a version that we no longer read
 */
export function decodeTicket(privateMetadata: string): { ticket: UpdateTicket; intent: IntentOfKind<'update'> } {
  try {
    const ticket = ticketSchema.parse(JSON.parse(privateMetadata));
    const changes = ticket.changes.map(({ metric, to }) => ({ metric, value: to }));
    const intent = intentSchema.parse({ kind: 'update', dataset: ticket.dataset, subject: ticket.id, changes });
    if (intent.kind !== 'update') throw new Error(`a ticket became an intent of kind ${intent.kind}`);
    return { ticket, intent };
  } catch (cause) {
    throw new AppError('input.invalid', 'a modal carried something that is no change', { cause });
  }
}
