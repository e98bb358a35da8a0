import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { Message } from './message.ts';
import { type Patience, patiently } from './patiently.ts';
import { simplerMessage } from './simpler-message.ts';

/**
 * Sends a message in the fullest form that Slack takes.
 *
 * @throws {AppError} `slack.*` when it takes none
 */
export async function sendFitting(
  message: Message,
  patience: Patience,
  send: (message: Message) => Promise<unknown>,
  log: Log,
): Promise<void> {
  for (let form: Message | undefined = message; ; ) {
    const current: Message = form;
    try {
      await patiently(() => send(current), patience);
      return;
    } catch (error) {
      const refusal = error instanceof AppError ? String(error.details['error']) : '';
      form = simplerMessage(current, refusal);
      if (form === undefined) throw error;
      log.warn({ err: error }, 'Slack refused a message; sending a simpler form of it');
    }
  }
}
