import type { AckFn, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { AppError } from '../../../errors/app-error.ts';
import { toUserMessage } from '../../../errors/to-user-message.ts';
import type { ActedBy } from '../../../insights/alert.ts';
import { type FormValues, readFormValues } from '../../alerts/form-values.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import { inTime } from '../../in-time.ts';
import type { Message } from '../../posting/message.ts';
import type { Services } from '../../services.ts';
import { answering, type Occasion } from '../answering.ts';
import { buildMessageModal } from './message-modal.ts';

export interface FormArguments {
  readonly ack: AckFn<
    { response_action: 'errors'; errors: Record<string, string> } | { response_action: 'update'; view: ModalView }
  >;
  readonly body: Pick<ViewSubmitAction, 'user' | 'team'> & {
    readonly view: Pick<ViewSubmitAction['view'], 'private_metadata' | 'state'>;
  };
}

/** A form as somebody filled it in. */
export interface SubmittedForm {
  readonly privateMetadata: string;
  readonly values: FormValues;
  readonly by: ActedBy;
}

/**
 * What became of a form: what is wrong with which field, why it cannot be done at all, or what was done, with the way
 * in which the person is told.
 */
export type FormOutcome =
  | { readonly outcome: 'errors'; readonly errors: Record<string, string> }
  | { readonly outcome: 'refused'; readonly sentence: string }
  | { readonly outcome: 'done'; readonly tell: (occasion: Occasion) => Promise<void> };

interface Form {
  /** For the log: `view save_watch`. */
  readonly what: string;
  readonly submit: (form: SubmittedForm) => Promise<FormOutcome>;
  /** When to give up on answering with the ack, in milliseconds; Slack's limit is 3,000. */
  readonly answerWithinMs?: number;
}

/**
 * Answers a submitted form: in its fields, in its place, or by closing it and telling the person.
 *
 * What takes longer than Slack waits closes the form, and the person is told of it in a message, whatever it is.
 */
export function createFormListener(
  services: Services,
  { what, submit, answerWithinMs = 2200 }: Form,
): (request: FormArguments) => Promise<void> {
  return async ({ ack, body: { user, team, view } }) => {
    const say = (message: Message): Promise<void> => services.port.post(user.id, message, { repeatable: true });
    await answering(services, { what, say }, async (occasion) => {
      const by = {
        userId: user.id,
        teamId: team?.id ?? user.team_id ?? '',
        requestId: occasion.requestId,
        via: 'modal',
      };
      const values = readFormValues(view.state);
      const work = outcomeOf(submit({ privateMetadata: view.private_metadata, values, by }), occasion);
      const first = await inTime(work, answerWithinMs);
      if (first === 'late') {
        await ack();
        return tell(await work, occasion);
      }
      if (first.outcome === 'errors') return ack({ response_action: 'errors', errors: first.errors });
      if (first.outcome === 'refused') {
        return ack({ response_action: 'update', view: buildMessageModal('Not done', first.sentence) });
      }
      await ack();
      return tell(first, occasion);
    });
  };
}

/** Failures become something for the form to show; only here, because the ack needs it. */
async function outcomeOf(work: Promise<FormOutcome>, { log, requestId }: Occasion): Promise<FormOutcome> {
  try {
    return await work;
  } catch (error) {
    const isRefusal = error instanceof AppError && error.code === 'slack.forbidden';
    log[isRefusal ? 'info' : 'error']({ err: error }, 'not done');
    return { outcome: 'refused', sentence: toUserMessage(error, requestId).text };
  }
}

function tell(done: FormOutcome, occasion: Occasion): Promise<void> {
  switch (done.outcome) {
    case 'done':
      return done.tell(occasion);
    case 'refused':
      return occasion.say(buildNotice(done.sentence));
    case 'errors':
      return occasion.say(buildNotice(`Nothing was saved. ${Object.values(done.errors).join(' ')}`));
  }
}
