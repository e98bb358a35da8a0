import { longestSnoozeMs } from '../../alerts/alert-modals.ts';
import { alertsOff } from '../../alerts/alerting.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import {
  createFormListener,
  type FormArguments,
  type FormOutcome,
  type SubmittedForm,
} from '../views/form-listener.ts';
import { type AlertChange, actOnAlert, notToOutsiders } from './act-on-alert.ts';
import { decodeAlertTicket } from './alert-ticket.ts';
import { tellSubmitter } from './tell-submitter.ts';

type Listener = (request: FormArguments) => Promise<void>;

/** Makes an alert quiet until the moment that was chosen. */
export function createSnoozeForm(services: Services, home: Home, now: () => number = Date.now): Listener {
  return createFormListener(services, {
    what: 'view snooze_alert',
    submit: async (form) => {
      const seconds = form.values.seconds('until');
      const error = untilError(seconds, now());
      if (seconds === undefined || error !== undefined) {
        return { outcome: 'errors', errors: { until: error ?? 'Please choose a moment.' } };
      }
      return change(services, home, form, { do: 'snooze', until: new Date(seconds * 1000).toISOString() });
    },
  });
}

function untilError(seconds: number | undefined, now: number): string | undefined {
  if (seconds === undefined) return 'Please choose a moment.';
  if (seconds * 1000 <= now) return 'Please choose a moment that is still to come.';
  return seconds * 1000 > now + longestSnoozeMs ? 'Please choose a moment within a year.' : undefined;
}

/** Gives an alert to the person who was chosen, or to nobody; who cannot have it is said at the field. */
export function createAssignForm(services: Services, home: Home): Listener {
  return createFormListener(services, {
    what: 'view assign_alert',
    submit: async (form) => {
      const to = form.values.text('owner');
      if (to !== undefined && !(await services.rights.maySeePersonal(to))) {
        return { outcome: 'errors', errors: { owner: notToOutsiders } };
      }
      return change(services, home, form, { do: 'assign', to });
    },
  });
}

async function change(
  services: Services,
  home: Home,
  { privateMetadata, by }: SubmittedForm,
  asked: AlertChange,
): Promise<FormOutcome> {
  const { alerting, rights } = services;
  if (alerting === undefined) return { outcome: 'refused', sentence: alertsOff };
  const { alertId, way } = decodeAlertTicket(privateMetadata);
  const notice = await actOnAlert({ alerting, rights }, alertId, asked, by);
  return { outcome: 'done', tell: (occasion) => tellSubmitter({ services, home, by, way }, notice, occasion) };
}
