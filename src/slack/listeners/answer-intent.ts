import { AppError } from '../../errors/app-error.ts';
import type { Intent, IntentOfKind } from '../../intents/intent.ts';
import { buildMessage } from '../blocks/build-message.ts';
import type { Services } from '../services.ts';
import type { Occasion } from './answering.ts';
import { buildProposalModal } from './proposal-modal.ts';

/** Who asks, from where, and how long a modal can still be opened for them. */
export interface Asker {
  readonly userId: string;
  readonly channel?: string | undefined;
  readonly responseUrl?: string | undefined;
  /** Good for three seconds after `receivedAt`. */
  readonly triggerId?: string | undefined;
  /** In milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface Question {
  readonly intent: Intent;
  readonly offset?: number | undefined;
  readonly asker: Asker;
  /** Who will see the answer. */
  readonly audience: 'asker' | 'channel';
}

/** After this there is too little left of a trigger's three seconds. */
const triggerBudgetMs = 2000;

/** Answers an intent where it was asked; a change is shown for review instead, and only to those who may make it. */
export async function answerIntent(services: Services, occasion: Occasion, question: Question): Promise<void> {
  const { intent, offset, audience } = question;
  if (intent.kind === 'update') return reviewUpdate(services, occasion, question, intent);
  const answer = await services.answers.answer(intent, offset === undefined ? {} : { offset });
  occasion.log.info({ intent: intent.kind, answer: answer.kind, source: answer.provenance }, 'answered');
  await occasion.say(buildMessage(answer, audience));
}

async function reviewUpdate(
  { answers, rights, port }: Services,
  { log, say }: Occasion,
  { asker, audience }: Question,
  intent: IntentOfKind<'update'>,
): Promise<void> {
  await rights.requireEditor(asker.userId);
  const answer = await answers.answer(intent);
  const { triggerId, receivedAt, channel, responseUrl } = asker;
  const canOpen = triggerId !== undefined && Date.now() - receivedAt < triggerBudgetMs;
  if (answer.proposal !== undefined && canOpen) {
    try {
      await port.openView(triggerId, buildProposalModal(answer.proposal, intent, { channel, responseUrl }));
      return;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn({ err: error }, 'the modal could not be opened; offering a button instead');
    }
  }
  await say(buildMessage(answer, audience));
}
