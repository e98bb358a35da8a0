import type { Route } from '../../insights/route.ts';
import { watchFields } from './build-watch-modal.ts';
import type { FormValues } from './form-values.ts';
import { groupingOptions } from './grouping-fields.ts';
import { type FieldErrors, readMatcherFields } from './read-matcher-fields.ts';

/** What a form says of a watch; of the channel, only which. What it does not say is left out, and stays as it is. */
export type WatchForm = Pick<Route, 'matchers' | 'repeatIntervalMs' | 'quietHours' | 'escalation'> &
  Partial<Pick<Route, 'groupWaitMs' | 'groupIntervalMs'>> & {
    readonly channel?: string | undefined;
    /** Whether it asks for an owner, so that none means anybody. */
    readonly asksOwner: boolean;
    /** Those of the labels that the form offers; undefined where it does not ask. */
    readonly groupBy?: readonly string[];
  };

/**
 * Reads a watch's form.
 *
 * @returns what is wrong with which field, by the ids of their blocks, where something is
 */
export function readWatchForm(values: FormValues): { readonly form: WatchForm } | { readonly errors: FieldErrors } {
  const errors: FieldErrors = {};
  const matchers = readMatcherFields(values, errors);
  const quietHours = readQuietHours(values, errors);
  const escalation = readEscalation(values, errors);
  const grouping = readGrouping(values, errors);
  const repeatIntervalMs = Number(values.text(watchFields.repeat));
  if (!(repeatIntervalMs >= 60_000)) errors[watchFields.repeat] = 'Please choose how often.';
  if (Object.keys(errors).length > 0) return { errors };
  return {
    form: {
      matchers,
      repeatIntervalMs,
      ...grouping,
      asksOwner: values.has(watchFields.owner),
      channel: values.text(watchFields.channel),
      ...(quietHours === undefined ? {} : { quietHours }),
      ...(escalation === undefined ? {} : { escalation }),
    },
  };
}

function readQuietHours(values: FormValues, errors: FieldErrors): Route['quietHours'] {
  const from = values.text(watchFields.quietFrom);
  const to = values.text(watchFields.quietTo);
  const zone = values.text(watchFields.zone);
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) errors[watchFields.quietFrom] = 'Please say from when, too.';
  if (to === undefined) errors[watchFields.quietTo] = 'Please say until when, too.';
  if (from !== undefined && from === to) errors[watchFields.quietTo] = 'Please choose another time than "from".';
  if (zone === undefined || !isZone(zone)) errors[watchFields.zone] = 'Please enter a time zone like Europe/Berlin.';
  return from === undefined || to === undefined || zone === undefined ? undefined : { from, to, zone };
}

function readEscalation(values: FormValues, errors: FieldErrors): Route['escalation'] {
  const after = values.text(watchFields.escalateAfter);
  const channel = values.text(watchFields.escalateChannel);
  const targets = [...values.texts(watchFields.people), ...(channel === undefined ? [] : [channel])];
  if (after === undefined && targets.length === 0) return undefined;
  if (after === undefined) errors[watchFields.escalateAfter] = 'Please say after how long, too.';
  if (targets.length === 0) errors[watchFields.people] = 'Please say to whom, or to which channel below.';
  if (targets.length > 5) errors[watchFields.people] = 'Please choose four people at most.';
  return { afterMs: Number(after), targets };
}

function readGrouping(
  values: FormValues,
  errors: FieldErrors,
): Pick<WatchForm, 'groupBy' | 'groupWaitMs' | 'groupIntervalMs'> {
  const chosen = values.texts(watchFields.groupBy);
  const groupWaitMs = readDuration(values, watchFields.groupWait, 0, errors);
  const groupIntervalMs = readDuration(values, watchFields.groupInterval, 1000, errors);
  const groupBy = groupingOptions().flatMap(({ value = '' }) => (chosen.includes(value) ? [value] : []));
  return {
    ...(values.has(watchFields.groupBy) ? { groupBy } : {}),
    ...(groupWaitMs === undefined ? {} : { groupWaitMs }),
    ...(groupIntervalMs === undefined ? {} : { groupIntervalMs }),
  };
}

function readDuration(values: FormValues, name: string, leastMs: number, errors: FieldErrors): number | undefined {
  const text = values.text(name);
  if (text === undefined) return undefined;
  if (!(Number(text) >= leastMs)) errors[name] = 'Please choose again.';
  return Number(text);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
