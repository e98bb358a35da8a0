import { randomUUID } from 'node:crypto';
import type { ActedBy } from '../../../insights/alert.ts';
import type { DigestPlan } from '../../../insights/digest.ts';
import type { Intent } from '../../../intents/intent.ts';
import type { Operation } from '../../../intents/operations.ts';
import { type Alerting, alertsOff, timingFor } from '../../alerts/alerting.ts';
import { matchersFrom, newWatch, sameWatch, saysWhat, type WatchChoice } from '../../alerts/watch-choice.ts';
import { buildPlanMessage, buildWatchList, buildWatchMessage, buildWatchOffer } from '../../alerts/watch-messages.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import type { Message } from '../../blocks/message-block.ts';
import type { Services } from '../../services.ts';
import type { Asker } from '../answer-intent.ts';
import type { Occasion } from '../answering.ts';
import { openNewWatch } from './open-watch-form.ts';
import { resolveChannel } from './resolve-channel.ts';

type DigestPlanRequest = NonNullable<Extract<Operation, { name: 'digest' }>['arguments']['plan']>;

/** Something asked about watches, with whom and how to answer. */
export interface Watching {
  readonly services: Services;
  readonly alerting: Alerting;
  readonly asker: Asker;
  readonly occasion: Occasion;
  /** Tells the asker alone. */
  readonly tell: (message: Message) => Promise<void>;
}

/** Whether an intent is about watches, and so answered here and not from the record. */
export function isWatching(intent: Intent): intent is Extract<Intent, { kind: 'operation' }> {
  if (intent.kind !== 'operation') return false;
  return (
    intent.name === 'watch' || intent.name === 'watches' || (intent.name === 'digest' && 'plan' in intent.arguments)
  );
}

/**
 * Answers what is asked about watches and digests: makes one, opens the form for one, or lists them.
 *
 * @returns whether it was done; if not, the asker was told why
 * @throws {AppError} `slack.forbidden`, `slack.*` or `repository.*`
 */
export async function answerWatching(
  watching: Omit<Watching, 'alerting'>,
  intent: Extract<Intent, { kind: 'operation' }>,
): Promise<boolean> {
  const { services, asker, tell } = watching;
  const { alerting } = services;
  if (alerting === undefined) {
    await tell(buildNotice(alertsOff));
    return false;
  }
  const all = { ...watching, alerting };
  if (intent.name === 'watches') {
    const { role } = await services.rights.standingOf(asker.userId);
    await tell(await listOf(alerting, role !== 'viewer'));
    return true;
  }
  await services.rights.requireEditor(asker.userId, { forWhat: 'alerts' });
  if (intent.name === 'digest' && intent.arguments.plan !== undefined) return planDigest(all, intent.arguments.plan);
  return intent.name === 'watch' ? watch(all, intent.arguments) : false;
}

/** Every watch, digest and silence that there is, with menus for those who may change them. */
async function listOf(
  { watches, digests, silences, defaultRoute }: Alerting,
  mayEdit: boolean,
  now = new Date(),
): Promise<Message> {
  const [routes, plans, quiet] = await Promise.all([watches.list(), digests.plans(), silences.list()]);
  return buildWatchList({ watches: routes, plans, silences: quiet, defaultRoute, mayEdit }, now);
}

async function watch(watching: Watching, choice: WatchChoice): Promise<boolean> {
  const { alerting, asker, occasion, tell } = watching;
  if (!saysWhat(choice)) {
    if (asker.triggerId === undefined) await tell(buildWatchOffer());
    else await openNewWatch(watching, choice.channel);
    return true;
  }
  const read = matchersFrom(choice);
  if (!read.ok) return refuse(tell, read.sentence);
  const place = await resolveChannel(alerting.channels, choice.channel, asker);
  if (!place.ok) return refuse(tell, place.sentence);
  const now = new Date();
  const { channel, isShared } = place;
  const already = sameWatch(await alerting.watches.list(), channel, read.matchers);
  if (already !== undefined) {
    await tell(buildWatchMessage(already, 'already', now, isShared));
    return true;
  }
  const route = newWatch({
    routeId: `watch-${randomUUID()}`,
    channel,
    matchers: read.matchers,
    timing: timingFor(alerting),
    createdBy: asker.userId,
    now,
  });
  await alerting.watches.save(route, actedBy(asker, occasion));
  occasion.log.info({ routeId: route.routeId, channel }, 'watch saved');
  await tell(buildWatchMessage(route, 'saved', now, isShared));
  return true;
}

async function planDigest(
  { alerting, asker, occasion, tell }: Watching,
  { every, at, weekday, channel }: DigestPlanRequest,
): Promise<boolean> {
  const place = await resolveChannel(alerting.channels, channel, asker);
  if (!place.ok) return refuse(tell, place.sentence);
  const plan: DigestPlan = {
    channel: place.channel,
    every,
    at,
    ...(every === 'week' ? { weekday: weekday ?? 1 } : {}),
    zone: alerting.zone ?? 'UTC',
    createdBy: asker.userId,
  };
  const before = (await alerting.digests.plans()).find((each) => each.channel === plan.channel);
  await alerting.digests.savePlan(plan, actedBy(asker, occasion));
  occasion.log.info({ channel: plan.channel, every }, 'digest planned');
  await tell(buildPlanMessage(plan, { before, isShared: place.isShared }));
  return true;
}

function actedBy({ userId, teamId = '' }: Asker, { requestId }: Occasion): ActedBy {
  return { userId, teamId, requestId, via: 'command' };
}

async function refuse(tell: Watching['tell'], sentence: string): Promise<boolean> {
  await tell(buildNotice(sentence));
  return false;
}
