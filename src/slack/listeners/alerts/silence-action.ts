import { randomUUID } from 'node:crypto';
import type { ActedBy } from '../../../insights/alert.ts';
import { type Alerting, alertsOff } from '../../alerts/alerting.ts';
import { buildSilenceModal } from '../../alerts/build-silence-modal.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import type { Message } from '../../blocks/message-block.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { type ActionArguments, readPressed } from '../actions/pressed.ts';
import { answering } from '../answering.ts';
import { encodeFormTicket, wayBackOf } from './alert-ticket.ts';
import { openForm } from './open-form.ts';
import { tellPresser } from './tell-presser.ts';

/** Opens the form for a new silence; for editors. */
export function createNewSilenceAction(services: Services, home: Home): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { asker } = pressed;
    const say = tellPresser(services, home, pressed);
    await answering(services, { what: 'action new_silence', say }, async (occasion) => {
      const { alerting, rights, port } = services;
      if (alerting === undefined) return occasion.say(buildNotice(alertsOff));
      await rights.requireEditor(asker.userId, { forWhat: 'alerts' });
      const privateMetadata = encodeFormTicket({ silenceId: `silence-${randomUUID()}`, way: wayBackOf(pressed) });
      await openForm(port, asker.triggerId, buildSilenceModal(privateMetadata), occasion);
    });
  };
}

/** Ends a silence before its time, and returns what to tell whoever did. @throws {AppError} `repository.*` */
export async function removeSilence({ silences }: Alerting, silenceId: string, by: ActedBy): Promise<Message> {
  const wasThere = await silences.remove(silenceId, by);
  return buildNotice(
    wasThere ? 'Removed the silence. What is still open is told now.' : 'This silence is not there any more.',
  );
}
