import { alertsOff } from '../../alerts/alerting.ts';
import { readSilenceForm } from '../../alerts/read-silence-form.ts';
import { buildSilenceMessage } from '../../alerts/watch-messages.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { createFormListener, type FormArguments } from '../views/form-listener.ts';
import { decodeSilenceTicket } from './alert-ticket.ts';
import { tellSubmitter } from './tell-submitter.ts';

/** Begins a silence as its form says; what is wrong is said at the field. A form that comes twice begins it once. */
export function createSilenceForm(
  services: Services,
  home: Home,
  now: () => number = Date.now,
): (request: FormArguments) => Promise<void> {
  return createFormListener(services, {
    what: 'view save_silence',
    submit: async ({ values, by, privateMetadata }) => {
      const { alerting, rights } = services;
      if (alerting === undefined) return { outcome: 'refused', sentence: alertsOff };
      const { silenceId, way } = decodeSilenceTicket(privateMetadata);
      await rights.requireEditor(by.userId, { forWhat: 'alerts' });
      const read = readSilenceForm(values, now());
      if ('errors' in read) return { outcome: 'errors', errors: read.errors };
      const createdAt = new Date(now()).toISOString();
      const silence = { ...read.form, silenceId, createdBy: by.userId, createdAt };
      await alerting.silences.save(silence, by);
      const notice = buildSilenceMessage(silence);
      return { outcome: 'done', tell: (occasion) => tellSubmitter({ services, home, by, way }, notice, occasion) };
    },
  });
}
