import type { Silence } from '../../insights/route.ts';
import { longestSnoozeMs } from './alert-modals.ts';
import { silenceFields } from './build-silence-modal.ts';
import type { FormValues } from './form-values.ts';
import { type FieldErrors, readMatcherFields } from './read-matcher-fields.ts';

type SilenceForm = Pick<Silence, 'matchers' | 'until' | 'comment'>;

/**
 * Reads a silence's form.
 *
 * @param now epoch milliseconds
 * @returns what is wrong with which field, by the ids of their blocks, where something is
 */
export function readSilenceForm(
  values: FormValues,
  now: number,
): { readonly form: SilenceForm } | { readonly errors: FieldErrors } {
  const errors: FieldErrors = {};
  const matchers = readMatcherFields(values, errors);
  const end = readEnd(values, now, errors);
  if (Object.keys(errors).length > 0) return { errors };
  const comment = values.text(silenceFields.comment);
  const until = new Date(end).toISOString();
  return { form: { matchers, until, ...(comment === undefined ? {} : { comment }) } };
}

/** The silence's end in epoch milliseconds; of no use where something is wrong. */
function readEnd(values: FormValues, now: number, errors: FieldErrors): number {
  const duration = values.text(silenceFields.duration);
  const seconds = values.seconds(silenceFields.until);
  if (duration !== undefined && seconds !== undefined) {
    errors[silenceFields.until] = 'Please say either for how long or until when.';
    return now;
  }
  if (duration === undefined && seconds === undefined) {
    errors[silenceFields.duration] = 'Please say for how long, or until when below.';
    return now;
  }
  const end = seconds === undefined ? now + Number(duration) : seconds * 1000;
  const field = seconds === undefined ? silenceFields.duration : silenceFields.until;
  if (!(end > now)) errors[field] = 'Please choose a moment that is still to come.';
  if (end > now + longestSnoozeMs) errors[field] = 'Please choose a moment within a year.';
  return end;
}
