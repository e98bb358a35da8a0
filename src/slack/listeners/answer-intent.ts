import type { Answer } from '../../answers/answer.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Intent, IntentOfKind } from '../../intents/intent.ts';
import { buildMessage } from '../blocks/build-message.ts';
import { buildNotice } from '../blocks/build-notice.ts';
import type { Extras } from '../blocks/extras.ts';
import { firstThatWorks } from '../posting/first-that-works.ts';
import type { Message } from '../posting/message.ts';
import { confirmObstacle, type Proposer, proposedBy } from '../proposal.ts';
import type { Services } from '../services.ts';
import { answerWatching, isWatching } from './alerts/answer-watching.ts';
import { type AnswerReport, reportOf } from './answer-report.ts';
import type { Occasion } from './answering.ts';
import { isDirect } from './is-direct.ts';
import { isForAdmins, requirePermission } from './permission.ts';
import { buildProposalModal } from './proposal-modal.ts';
import { rememberContext, type ThreadPlace } from './thread-context.ts';

/** Who asks, from where, and how long a modal can still be opened for them. */
export interface Asker {
  readonly userId: string;
  /** The workspace that the person is in. */
  readonly teamId?: string | undefined;
  readonly channel?: string | undefined;
  readonly responseUrl?: string | undefined;
  /** Good for three seconds after `receivedAt`. */
  readonly triggerId?: string | undefined;
  /** In milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface Answerable {
  readonly intent: Intent;
  readonly offset?: number | undefined;
  readonly asker: Asker;
  /** Who will see the answer. */
  readonly audience: 'asker' | 'channel';
  /** The thread that goes on from this answer. */
  readonly place?: ThreadPlace | undefined;
  /** Who proposed the change, where the intent is one that a button carries; the asker when left out. */
  readonly proposer?: Proposer | undefined;
  readonly extras?: Pick<Extras, 'notice' | 'feedbackId'>;
}

/** After this there is too little left of a trigger's three seconds. */
const triggerBudgetMs = 2000;

/** Answers an intent where it was asked; a change is shown for review instead, and only to those who may make it. */
export async function answerIntent(
  services: Services,
  occasion: Occasion,
  question: Answerable,
): Promise<AnswerReport> {
  const { intent, offset, audience, asker, place, extras } = question;
  await requirePermission(services.rights, intent, asker.userId);
  if (intent.kind === 'update') return reviewUpdate(services, occasion, question, intent);
  if (isWatching(intent)) {
    const tell = (message: Message): Promise<void> => tellPrivately(services, occasion, question, message);
    const isDone = await answerWatching({ services, asker, occasion: { ...occasion, say: tell }, tell }, intent);
    return { outcome: isDone ? 'answered' : 'refused', names: [] };
  }
  const whole = await services.answers.answer(intent, offset === undefined ? {} : { offset });
  const answer = await fitToSee(services, whole, asker.userId);
  occasion.log.info({ intent: intent.kind, answer: answer.kind, source: answer.provenance }, 'answered');
  if (place !== undefined) await rememberContext(services, place, { intent, answer }, occasion.log);
  const isSecret = audience === 'channel' && isForAdmins(intent);
  const message = buildMessage(answer, isSecret ? 'asker' : audience, {
    ...extras,
    refinable: true,
    isDirect: isDirect(asker.channel),
  });
  await (isSecret ? tellPrivately(services, occasion, question, message) : occasion.say(message));
  return reportOf(answer);
}

/** The answer without what is about private people, for those who are not of the workspace. */
async function fitToSee({ rights }: Services, answer: Answer, userId: string): Promise<Answer> {
  const { profile } = answer;
  if (profile === undefined || !profile.lines.some(({ personal }) => personal)) return answer;
  if (await rights.maySeePersonal(userId)) return answer;
  return { ...answer, profile: { ...profile, lines: profile.lines.filter(({ personal }) => !personal) } };
}

async function reviewUpdate(
  { answers, port }: Services,
  { log, say }: Occasion,
  question: Answerable,
  intent: IntentOfKind<'update'>,
): Promise<AnswerReport> {
  const { asker, audience, extras, place } = question;
  const { userId, triggerId, receivedAt, channel, responseUrl } = asker;
  const proposer = question.proposer ?? proposedBy(userId);
  const obstacle = confirmObstacle(proposer, userId);
  if (obstacle !== undefined) {
    await tellPrivately({ port }, { log, say }, question, buildNotice(obstacle));
    return { outcome: 'refused', names: [] };
  }
  const answer = await answers.answer(intent);
  const canOpen = triggerId !== undefined && Date.now() - receivedAt < triggerBudgetMs;
  if (answer.proposal !== undefined && canOpen) {
    try {
      await port.openView(
        triggerId,
        buildProposalModal(answer.proposal, intent, { proposer, channel, thread: place?.threadTs, responseUrl }),
      );
      return reportOf(answer);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn({ err: error }, 'the modal could not be opened; offering a button instead');
    }
  }
  await say(buildMessage(answer, audience, { ...extras, proposer }));
  return reportOf(answer);
}

/** What a channel need not see goes to the asker alone. */
async function tellPrivately(
  { port }: Pick<Services, 'port'>,
  { log, say }: Pick<Occasion, 'log' | 'say'>,
  { asker: { userId, channel }, audience, place }: Answerable,
  message: Message,
): Promise<void> {
  if (audience === 'asker' || channel === undefined) return say(message);
  return firstThatWorks(
    [
      () => port.whisper(channel, userId, message, place?.threadTs),
      () => port.post(userId, message, { repeatable: true }),
    ],
    log,
  );
}
