import { datasets } from '../../catalog/catalog.ts';
import { predictionTypes } from '../../catalog/datasets/insights.ts';
import { type Matchers, matchersSchema, type Route } from '../../insights/route.ts';
import { watchFields } from './build-watch-modal.ts';
import type { FormValues } from './form-values.ts';

type Errors = Record<string, string>;
/** What a form says of a watch; of the channel, only which. */
export type WatchForm = Pick<Route, 'matchers' | 'repeatIntervalMs' | 'quietHours' | 'escalation'> & {
  readonly channel?: string | undefined;
};

/**
 * Reads a watch's form.
 *
 * @returns what is wrong with which field, by the ids of their blocks, where something is
 */
export function readWatchForm(values: FormValues): { readonly form: WatchForm } | { readonly errors: Errors } {
  const errors: Errors = {};
  const matchers = readMatchers(values, errors);
  const quietHours = readQuietHours(values, errors);
  const escalation = readEscalation(values, errors);
  const repeatIntervalMs = Number(values.text(watchFields.repeat));
  if (!(repeatIntervalMs >= 60_000)) errors[watchFields.repeat] = 'Please choose how often.';
  if (Object.keys(errors).length > 0) return { errors };
  return {
    form: {
      matchers,
      repeatIntervalMs,
      channel: values.text(watchFields.channel),
      ...(quietHours === undefined ? {} : { quietHours }),
      ...(escalation === undefined ? {} : { escalation }),
    },
  };
}

function readMatchers(values: FormValues, errors: Errors): Matchers {
  const kinds = predictionTypes.filter((type) => values.texts(watchFields.kinds).includes(type));
  const risk = values.text(watchFields.risk);
  const aboveRisk = risk === undefined ? undefined : Number(risk);
  if (aboveRisk !== undefined && !(aboveRisk >= 0 && aboveRisk <= 100)) {
    errors[watchFields.risk] = 'Please enter a number from 0 to 100.';
  }
  const { dataset, segments } = readSegments(values, errors);
  const parsed = matchersSchema.safeParse({
    ...(kinds.length === 0 ? {} : { predictionTypes: kinds }),
    ...(aboveRisk === undefined ? {} : { aboveRisk }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(Object.keys(segments).length === 0 ? {} : { segments }),
  });
  if (parsed.success) return parsed.data;
  if (Object.keys(errors).length === 0) errors[watchFields.kinds] = 'Please choose again.';
  return {};
}

/** Segments belong to one dataset, which need not be chosen then. */
function readSegments(
  values: FormValues,
  errors: Errors,
): { readonly dataset: string | undefined; readonly segments: Record<string, string[]> } {
  const chosen = values.texts(watchFields.segments).map((option) => option.split(' '));
  const asked = values.text(watchFields.dataset);
  const named = new Set([...chosen.map(([dataset]) => dataset), ...(asked === undefined ? [] : [asked])]);
  const [dataset, ...others] = named;
  if (others.length > 0) {
    const labels = datasets.filter(({ name }) => named.has(name)).map(({ label }) => label);
    errors[watchFields.segments] =
      `These belong to different ones: ${labels.join(' and ')}. Please make a watch for each.`;
  }
  const segments: Record<string, string[]> = {};
  for (const [, segment = '', value = ''] of chosen) segments[segment] = [...(segments[segment] ?? []), value];
  return { dataset, segments };
}

function readQuietHours(values: FormValues, errors: Errors): Route['quietHours'] {
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

function readEscalation(values: FormValues, errors: Errors): Route['escalation'] {
  const after = values.text(watchFields.escalateAfter);
  const channel = values.text(watchFields.escalateChannel);
  const targets = [...values.texts(watchFields.people), ...(channel === undefined ? [] : [channel])];
  if (after === undefined && targets.length === 0) return undefined;
  if (after === undefined) errors[watchFields.escalateAfter] = 'Please say after how long, too.';
  if (targets.length === 0) errors[watchFields.people] = 'Please say to whom, or to which channel below.';
  if (targets.length > 5) errors[watchFields.people] = 'Please choose four people at most.';
  return { afterMs: Number(after), targets };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
