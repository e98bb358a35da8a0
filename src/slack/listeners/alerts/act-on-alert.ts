import type { ActedBy, ActionResult, Alert } from '../../../insights/alert.ts';
import type { AlertCommand } from '../../alerts/alert-carrier.ts';
import { snoozeMs } from '../../alerts/alert-carrier.ts';
import { whoWords } from '../../alerts/alert-words.ts';
import type { Alerting } from '../../alerts/alerting.ts';
import { marked, mentionOf } from '../../alerts/status-words.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import { buildSpokenNotice } from '../../blocks/build-spoken-notice.ts';
import type { Message } from '../../blocks/message-block.ts';
import type { Rights } from '../../rights.ts';

/** A change of an alert that somebody asks for. */
export type AlertChange =
  | { readonly do: 'acknowledge' }
  | { readonly do: 'snooze'; readonly until: string }
  | { readonly do: 'assign'; readonly to: string | undefined }
  | { readonly do: 'vote'; readonly isUseful: boolean };

interface Actors {
  readonly alerting: Pick<Alerting, 'desk'>;
  readonly rights: Rights;
}

/** The change that a control asks for; undefined where it needs a form, or only shows something. */
export function changeOf(command: AlertCommand, now: number): AlertChange | undefined {
  const forMs = snoozeMs[command];
  if (forMs !== undefined) return { do: 'snooze', until: new Date(now + forMs).toISOString() };
  if (command === 'ack') return { do: 'acknowledge' };
  if (command === 'useful' || command === 'useless') return { do: 'vote', isUseful: command === 'useful' };
  return undefined;
}

/** Whoever takes care of an alert may say so, editor or not; everything else is for editors. */
export async function requireCaretaker(rights: Rights, alert: Alert, userId: string, change: AlertChange['do']) {
  if (alert.owner === userId && (change === 'acknowledge' || change === 'snooze')) return;
  await rights.requireEditor(userId, { forWhat: 'alerts' });
}

/**
 * Makes the change if the person may, and returns what to tell them.
 *
 * @throws {AppError} `slack.forbidden`, `slack.*` or `repository.*`
 */
export async function actOnAlert(
  { alerting: { desk }, rights }: Actors,
  alertId: string,
  change: AlertChange,
  by: ActedBy,
): Promise<Message> {
  const before = await desk.find(alertId);
  if (before === undefined) return buildNotice(gone);
  if (change.do === 'vote') {
    if (!(await rights.maySeePersonal(by.userId))) return buildNotice('Only people of this workspace may say that.');
  } else {
    await requireCaretaker(rights, before, by.userId, change.do);
  }
  if (change.do === 'assign' && change.to !== undefined && !(await rights.maySeePersonal(change.to))) {
    return buildNotice(notToOutsiders);
  }
  const result = await perform(desk, alertId, change, by);
  return result.outcome === 'done'
    ? doneNotice(change, before, by)
    : buildNotice(result.outcome === 'gone' ? gone : closed);
}

export const notToOutsiders = 'Only people of this workspace can take care of an alert, no guests and no apps.';
export const gone = 'This alert is not there any more, so nothing was changed.';
const closed = 'This alert is resolved already, so there is nothing left to do.';

function perform(desk: Alerting['desk'], alertId: string, change: AlertChange, by: ActedBy): Promise<ActionResult> {
  switch (change.do) {
    case 'acknowledge':
      return desk.acknowledge(alertId, by);
    case 'snooze':
      return desk.snooze(alertId, change.until, by);
    case 'assign':
      return desk.assign(alertId, change.to, by);
    case 'vote':
      return desk.giveFeedback(alertId, change.isUseful, by);
  }
}

function doneNotice(change: AlertChange, before: Alert, { userId }: ActedBy): Message {
  const who = whoWords(before.facts);
  switch (change.do) {
    case 'acknowledge': {
      const earlier = before.acknowledged;
      if (before.status === 'acknowledged' && earlier !== undefined) {
        const line = `By ${earlier.by === userId ? 'you' : mentionOf(earlier.by)}, ${marked.moment(earlier.at)}.`;
        return buildSpokenNotice(`The alert about ${who} is acknowledged already.`, line);
      }
      return buildNotice(`You acknowledged the alert about ${who}. Its reminders stop.`);
    }
    case 'snooze':
      return buildSpokenNotice(`The alert about ${who} is quiet now.`, `Until ${marked.moment(change.until)}.`);
    case 'assign':
      return change.to === undefined
        ? buildNotice(`Nobody takes care of the alert about ${who} now.`)
        : buildSpokenNotice(`The alert about ${who} has somebody who takes care of it now.`, mentionOf(change.to));
    case 'vote':
      return buildNotice('Thank you for letting me know.');
  }
}
