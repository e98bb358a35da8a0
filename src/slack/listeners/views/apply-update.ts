import { setTimeout as sleep } from 'node:timers/promises';
import type { AckFn, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { AppError } from '../../../errors/app-error.ts';
import { toUserMessage } from '../../../errors/to-user-message.ts';
import type { Log } from '../../../log.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Services } from '../../services.ts';
import { answering, type Occasion } from '../answering.ts';
import { buildMessageModal } from './message-modal.ts';
import { refused, type Submission, submitUpdate } from './submission.ts';

interface SubmitArguments {
  readonly ack: AckFn<{ response_action: 'update'; view: ModalView }>;
  readonly body: Pick<ViewSubmitAction, 'user' | 'team'> & {
    readonly view: Pick<ViewSubmitAction['view'], 'id' | 'hash' | 'private_metadata'>;
  };
}

const mostRemembered = 500;

/**
 * Applies a confirmed change, and answers in the modal when that is not possible.
 *
 * What the modal is to show can only be said with the ack, so that the work comes first; when it takes
 * longer than Slack waits, the modal says so and is brought up to date afterwards. Slack may deliver
 * the same submission twice: it is applied once, and both get the same answer.
 *
 * A modal that cannot be answered, because the person closed it perhaps, changes nothing about what was done: they
 * are told of it in a message.
 *
 * @param options.answerWithinMs when to give up on answering with the ack; Slack's limit is 3,000
 */
export function createApplyUpdate(
  services: Services,
  { answerWithinMs = 2200 } = {},
): (request: SubmitArguments) => Promise<void> {
  const known = new Map<string, Promise<Submission>>();

  return async ({ ack, body: { user, team, view } }) => {
    const key = `${user.id} ${view.id} ${view.hash}`;
    const by = { userId: user.id, teamId: team?.id ?? user.team_id ?? '' };
    const say: Parameters<typeof answering>[1]['say'] = (message) =>
      services.port.post(user.id, message, { repeatable: true });
    await answering(services, { what: 'view apply_update', say }, async (occasion) => {
      const { requestId, log } = occasion;
      const earlier = known.get(key);
      const submission =
        earlier ?? outcomeOf(submitUpdate(services, view.private_metadata, { ...by, requestId, log }), occasion);
      remember(known, key, submission);
      const shows = { ack, update: (later: ModalView) => services.port.updateView(view.id, later) };
      const isShown = await answerSubmission(shows, submission, answerWithinMs, occasion.log);
      const done = await submission;
      if (done.outcome === 'applied') {
        occasion.log.info({ subject: done.ticket.id, changes: done.ticket.changes.length }, 'changed');
        if (earlier === undefined) await confirm(services, occasion, user.id, done);
      } else if (!isShown && earlier === undefined) {
        await occasion.say(buildNotice(done.sentence));
      }
    });
  };
}

/** The two ways into the modal: with the ack, and after it. */
interface ModalAnswers {
  readonly ack: SubmitArguments['ack'];
  readonly update: (view: ModalView) => Promise<void>;
}

/** Answers in the modal, and returns whether it took the answer. */
async function answerSubmission(
  { ack, update }: ModalAnswers,
  submission: Promise<Submission>,
  withinMs: number,
  log: Log,
): Promise<boolean> {
  const taken = async (answer: Promise<unknown>): Promise<boolean> => {
    try {
      await answer;
      return true;
    } catch (error) {
      log.warn({ err: error }, 'the modal did not take the answer');
      return false;
    }
  };
  const patience = new AbortController();
  const late = sleep(withinMs, undefined, { signal: patience.signal }).catch(() => undefined);
  const inTime = await Promise.race([submission, late]);
  patience.abort();
  if (inTime !== undefined) {
    return taken(inTime.outcome === 'applied' ? ack() : ack({ response_action: 'update', view: inTime.view }));
  }
  const waiting = buildMessageModal('Still at it', 'Writing takes longer than usual …');
  await taken(ack({ response_action: 'update', view: waiting }));
  const done = await submission;
  return taken(update(done.outcome === 'applied' ? buildMessageModal('Applied', done.confirmation) : done.view));
}

/** Failures become something for the modal to show; only here, because the ack needs it. */
async function outcomeOf(work: Promise<Submission>, { log, requestId }: Occasion): Promise<Submission> {
  try {
    return await work;
  } catch (error) {
    log[error instanceof AppError && error.code === 'slack.forbidden' ? 'info' : 'error'](
      { err: error },
      'not applied',
    );
    const { text } = toUserMessage(error, requestId);
    return refused(text);
  }
}

/** Tells the person in a message. That this fails does not make the change any less done. */
async function confirm(
  { port }: Services,
  { log }: Occasion,
  userId: string,
  { ticket, confirmation }: Extract<Submission, { outcome: 'applied' }>,
): Promise<void> {
  const { channel, thread, responseUrl } = ticket;
  const message = buildNotice(confirmation);
  await firstThatWorks(
    [
      ...(responseUrl === undefined ? [] : [() => port.respond(responseUrl, message, { visibleTo: 'asker', thread })]),
      ...(channel === undefined ? [] : [() => port.whisper(channel, userId, message, thread)]),
      () => port.post(userId, message, { repeatable: true }),
    ],
    log,
  ).catch((error: unknown) => log.error({ err: error }, 'a change could not be confirmed in a message'));
}

function remember(known: Map<string, Promise<Submission>>, key: string, submission: Promise<Submission>): void {
  known.set(key, submission);
  for (const oldest of known.keys()) {
    if (known.size <= mostRemembered) break;
    known.delete(oldest);
  }
}
