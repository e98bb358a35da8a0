import type { Route } from '../../../insights/route.ts';
import { type Alerting, alertsOff, timingFor } from '../../alerts/alerting.ts';
import { shownTargets, watchFields } from '../../alerts/build-watch-modal.ts';
import { groupingOptions } from '../../alerts/grouping-fields.ts';
import type { FieldErrors } from '../../alerts/read-matcher-fields.ts';
import { readWatchForm, type WatchForm } from '../../alerts/read-watch-form.ts';
import { newWatch, watchName } from '../../alerts/watch-choice.ts';
import { buildWatchMessage } from '../../alerts/watch-messages.ts';
import type { Home } from '../../home/home.ts';
import type { Rights } from '../../rights.ts';
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
  const [place, errors] = await Promise.all([
    resolveChannel(alerting.channels, ticket.direct ?? form.channel, { userId: by.userId }),
    peopleAndPlaces({ alerting, rights }, form, by.userId),
  ]);
  if (!place.ok && ticket.direct === undefined) errors[watchFields.channel] = place.sentence;
  if (Object.keys(errors).length > 0) return { outcome: 'errors', errors };
  const earlier = ticket.isNew ? undefined : await alerting.watches.find(ticket.routeId);
  if (!ticket.isNew && earlier === undefined) return { outcome: 'refused', sentence: watchGone };
  // The conversation of somebody else's watch stays theirs.
  const channel = ticket.direct !== undefined && earlier !== undefined ? earlier.channel : channelOf(place);
  const route = routeOf(alerting, ticket, form, { channel, earlier, userId: by.userId });
  await alerting.watches.save(route, by);
  const isShared = place.ok && place.isShared;
  const notice = buildWatchMessage(route, ticket.isNew ? 'saved' : 'changed', new Date(), isShared);
  return {
    outcome: 'done',
    tell: (occasion) => tellSubmitter({ services, home, by, way: ticket.way }, notice, occasion),
  };
}

export const watchGone = 'This watch is not there any more.';

function channelOf(place: ResolvedChannel): string {
  return place.ok ? place.channel : '';
}

interface Judges {
  readonly alerting: Pick<Alerting, 'channels'>;
  readonly rights: Pick<Rights, 'maySeePersonal'>;
}

/** What is wrong with those whom the form names: people must be the workspace's own, and channels take messages. */
async function peopleAndPlaces(
  { alerting, rights }: Judges,
  { escalation, matchers: { owner } }: WatchForm,
  userId: string,
): Promise<FieldErrors> {
  const targets = escalation?.targets ?? [];
  const channel = targets.find(isChannel);
  const areOwn = async (people: readonly string[]): Promise<boolean> =>
    (await Promise.all(people.map((id) => rights.maySeePersonal(id)))).every(Boolean);
  const [place, areTargetsOwn, isOwnerOwn] = await Promise.all([
    channel === undefined ? undefined : resolveChannel(alerting.channels, channel, { userId }),
    areOwn(targets.filter((id) => !isChannel(id))),
    areOwn(owner === undefined ? [] : [owner]),
  ]);
  return {
    ...(place?.ok === false ? { [watchFields.escalateChannel]: place.sentence } : {}),
    ...(areTargetsOwn ? {} : { [watchFields.people]: onlyOwnPeople }),
    ...(isOwnerOwn ? {} : { [watchFields.owner]: onlyOwnPeople }),
  };
}

const onlyOwnPeople = 'Please choose people of this workspace only, no guests and no apps.';
const isChannel = (target: string): boolean => /^[CG]/u.test(target);

type Escalation = NonNullable<Route['escalation']>;

interface Origin {
  readonly channel: string;
  readonly earlier: Route | undefined;
  readonly userId: string;
}

/** The watch as the form says, and for the rest as it was, or as new ones are. */
function routeOf(
  alerting: Alerting,
  { routeId }: WatchTicket,
  form: WatchForm,
  { channel, earlier, userId }: Origin,
): Route {
  const { repeatIntervalMs, quietHours, escalation, groupBy, groupWaitMs, groupIntervalMs } = form;
  const timing = timingFor(alerting);
  const base =
    earlier ?? newWatch({ routeId, channel, matchers: form.matchers, timing, createdBy: userId, now: new Date() });
  const { quietHours: _quiet, escalation: before, ...kept } = base;
  const owner = form.asksOwner ? undefined : base.matchers.owner;
  const matchers = { ...form.matchers, ...(owner === undefined ? {} : { owner }) };
  return {
    ...kept,
    channel,
    matchers,
    name: watchName(matchers),
    repeatIntervalMs,
    ...(groupBy === undefined ? {} : { groupBy: withUnshown(groupBy, base.groupBy) }),
    ...(groupWaitMs === undefined ? {} : { groupWaitMs }),
    ...(groupIntervalMs === undefined ? {} : { groupIntervalMs }),
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(escalation === undefined ? {} : { escalation: withOrder(escalation, before) }),
  };
}

/** The labels chosen, and those that stand there but that the form does not offer. */
function withUnshown(chosen: readonly string[], before: readonly string[]): string[] {
  const offered = new Set(groupingOptions().map(({ value }) => value));
  return [...chosen, ...before.filter((label) => !offered.has(label))];
}

/** The form shows people before one channel: who stands in another order, or beside them, stays so. */
function withOrder(chosen: Escalation, before: Escalation | undefined): Escalation {
  const shown = shownTargets(before?.targets ?? []);
  const isUnchanged = shown.length === chosen.targets.length && shown.every((id) => chosen.targets.includes(id));
  return isUnchanged && before !== undefined ? { ...chosen, targets: before.targets } : chosen;
}
