import type { Route } from '../../../insights/route.ts';
import { type Alerting, alertsOff, timingFor } from '../../alerts/alerting.ts';
import { watchFields } from '../../alerts/build-watch-modal.ts';
import { readWatchForm, type WatchForm } from '../../alerts/read-watch-form.ts';
import { newWatch, watchName } from '../../alerts/watch-choice.ts';
import { buildWatchMessage } from '../../alerts/watch-messages.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import {
  createFormListener,
  type FormArguments,
  type FormOutcome,
  type SubmittedForm,
} from '../views/form-listener.ts';
import { decodeWatchTicket, type WatchTicket } from './alert-ticket.ts';
import { type ResolvedChannel, resolveChannel } from './resolve-channel.ts';
import { tellSubmitter } from './tell-submitter.ts';

/** Saves a watch as its form says; what is wrong is said at the field. A form that comes twice saves it once. */
export function createWatchForm(services: Services, home: Home): (request: FormArguments) => Promise<void> {
  return createFormListener(services, {
    what: 'view save_watch',
    submit: (form) => save(services, home, form),
  });
}

async function save(services: Services, home: Home, submitted: SubmittedForm): Promise<FormOutcome> {
  const { alerting, rights } = services;
  if (alerting === undefined) return { outcome: 'refused', sentence: alertsOff };
  const { values, by, privateMetadata } = submitted;
  const ticket = decodeWatchTicket(privateMetadata);
  await rights.requireEditor(by.userId, { forWhat: 'alerts' });
  const read = readWatchForm(values);
  if ('errors' in read) return { outcome: 'errors', errors: read.errors };
  const { form } = read;
  const [place, passing] = await Promise.all([
    resolveChannel(alerting.channels, ticket.direct ?? form.channel, { userId: by.userId }),
    passingProblem(alerting, form, by.userId),
  ]);
  if (!place.ok && ticket.direct === undefined) {
    return { outcome: 'errors', errors: { [watchFields.channel]: place.sentence } };
  }
  if (passing !== undefined) return { outcome: 'errors', errors: { [watchFields.escalateChannel]: passing } };
  const earlier = ticket.isNew ? undefined : await alerting.watches.find(ticket.routeId);
  if (!ticket.isNew && earlier === undefined) return { outcome: 'refused', sentence: watchGone };
  // The conversation of somebody else's watch stays theirs.
  const channel = ticket.direct !== undefined && earlier !== undefined ? earlier.channel : channelOf(place);
  const route = routeOf(alerting, ticket, form, { channel, earlier, userId: by.userId });
  await alerting.watches.save(route, by);
  const notice = buildWatchMessage(route, ticket.isNew ? 'saved' : 'changed', new Date());
  return {
    outcome: 'done',
    tell: (occasion) => tellSubmitter({ services, home, by, way: ticket.way }, notice, occasion),
  };
}

export const watchGone = 'This watch is not there any more.';

function channelOf(place: ResolvedChannel): string {
  return place.ok ? place.channel : '';
}

async function passingProblem(
  { channels }: Alerting,
  { escalation }: WatchForm,
  userId: string,
): Promise<string | undefined> {
  const target = escalation?.targets.find((id) => /^[CG]/u.test(id));
  if (target === undefined) return undefined;
  const place = await resolveChannel(channels, target, { userId });
  return place.ok ? undefined : place.sentence;
}

interface Origin {
  readonly channel: string;
  readonly earlier: Route | undefined;
  readonly userId: string;
}

/** The watch as the form says, and for the rest as it was, or as new ones are. */
function routeOf(
  alerting: Alerting,
  { routeId }: WatchTicket,
  { matchers, repeatIntervalMs, quietHours, escalation }: WatchForm,
  { channel, earlier, userId }: Origin,
): Route {
  const timing = timingFor(alerting);
  const base = earlier ?? newWatch({ routeId, channel, matchers, timing, createdBy: userId, now: new Date() });
  const { quietHours: _quiet, escalation: _escalation, ...kept } = base;
  return {
    ...kept,
    channel,
    // The form knows no owner.
    matchers: { ...matchers, ...(base.matchers.owner === undefined ? {} : { owner: base.matchers.owner }) },
    name: watchName(matchers),
    repeatIntervalMs,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(escalation === undefined ? {} : { escalation }),
  };
}
