import type { BlockAction } from '@slack/bolt';
import { type AlertCommand, alertCommandOf, alertIdOfBlock } from '../../alerts/alert-carrier.ts';
import { alertsOff } from '../../alerts/alerting.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { type ActionArguments, readPressed } from '../actions/pressed.ts';
import { answering } from '../answering.ts';
import { type AlertChange, actOnAlert, changeOf, gone } from './act-on-alert.ts';
import type { AlertPress } from './alert-press.ts';
import { openAlertForm } from './open-alert-form.ts';
import { showAlert } from './show-alert.ts';
import { refreshLater, tellPresser } from './tell-presser.ts';

/**
 * Does what a control of an alert asks for, and tells whoever pressed it what became of it.
 *
 * The message that holds the control changes by itself: the desk sees to it.
 */
export function createAlertAction(services: Services, home: Home): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const say = tellPresser(services, home, pressed);
    await answering(services, { what: 'action alert', say }, async (occasion) => {
      const { alerting } = services;
      if (alerting === undefined) return occasion.say(buildNotice(alertsOff));
      const [action] = body.actions;
      const alertId = alertIdOfBlock(action?.block_id);
      const press = { services, alerting, pressed, alertId, occasion };
      const chosen = chosenPerson(action);
      const asked = chosen === undefined ? alertCommandOf(pressed.value) : 'assign';
      const change: AlertChange | undefined =
        chosen === undefined ? changeOf(asked, Date.now()) : { do: 'assign', to: chosen };
      occasion.log.info({ asked }, 'alert');
      if (change !== undefined) return changeAlert(press, home, change);
      return answerAbout(press, asked);
    });
  };
}

function chosenPerson(action: BlockAction['actions'][number] | undefined): string | undefined {
  return action?.type === 'users_select' ? (action.selected_user ?? undefined) : undefined;
}

async function changeAlert(press: AlertPress, home: Home, change: AlertChange): Promise<void> {
  const { services, alerting, pressed, alertId, occasion } = press;
  const { userId } = pressed.asker;
  const by = {
    userId,
    teamId: pressed.teamId,
    requestId: occasion.requestId,
    via: pressed.isHome ? 'home' : 'button',
  };
  const notice = await actOnAlert({ alerting, rights: services.rights }, alertId, change, by);
  await occasion.say(notice);
  if (!pressed.isHome) refreshLater(services, home, userId, occasion.log);
}

async function answerAbout(press: AlertPress, asked: AlertCommand): Promise<void> {
  const alert = await press.alerting.desk.find(press.alertId);
  if (alert === undefined) return press.occasion.say(buildNotice(gone));
  if (asked === 'assign' || asked === 'until') return openAlertForm(press, alert, asked);
  return showAlert(press, alert, asked);
}
