import type { Alert } from '../../../insights/alert.ts';
import { buildAssignModal, buildSnoozeModal } from '../../alerts/alert-modals.ts';
import { requireCaretaker } from './act-on-alert.ts';
import type { AlertPress } from './alert-press.ts';
import { encodeFormTicket, wayBackOf } from './alert-ticket.ts';
import { openForm } from './open-form.ts';

/** Opens the form that asks who takes care of an alert, or until when it is quiet; only for those who may. */
export async function openAlertForm(
  { services, pressed, alertId, occasion }: AlertPress,
  alert: Alert,
  asked: 'assign' | 'until',
): Promise<void> {
  const { asker } = pressed;
  await requireCaretaker(services.rights, alert, asker.userId, asked === 'assign' ? 'assign' : 'snooze');
  const privateMetadata = encodeFormTicket({ alertId, way: wayBackOf(pressed) });
  const view =
    asked === 'assign'
      ? buildAssignModal(alert, privateMetadata)
      : buildSnoozeModal(alert, privateMetadata, new Date());
  await openForm(services.port, asker.triggerId, view, occasion);
}
