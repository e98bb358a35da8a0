import type { ModalView } from '@slack/types';
import { AppError } from '../../../errors/app-error.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import type { SlackPort } from '../../posting/slack-port.ts';
import type { Occasion } from '../answering.ts';

const tooLate = 'The form could not be opened in time. Please press again.';

/** Opens a form, and says so where Slack does not take it any more: a trigger is good for three seconds. */
export async function openForm(
  port: Pick<SlackPort, 'openView'>,
  triggerId: string | undefined,
  view: ModalView,
  { say, log }: Pick<Occasion, 'say' | 'log'>,
): Promise<void> {
  if (triggerId === undefined) return say(buildNotice(tooLate));
  try {
    await port.openView(triggerId, view);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error }, 'a form could not be opened');
    await say(buildNotice(tooLate));
  }
}
