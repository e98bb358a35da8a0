import type { ActedBy } from '../../../insights/alert.ts';
import type { Route } from '../../../insights/route.ts';
import { type Alerting, alertsOff } from '../../alerts/alerting.ts';
import { marked } from '../../alerts/status-words.ts';
import { stillTold } from '../../alerts/watch-aftermath.ts';
import { type WatchCommand, watchCommandOf, watchIdOfBlock } from '../../alerts/watch-carrier.ts';
import { matcherWords, placeWords } from '../../alerts/watch-words.ts';
import { buildNotice } from '../../blocks/build-notice.ts';
import { buildSpokenNotice } from '../../blocks/build-spoken-notice.ts';
import type { Message } from '../../blocks/message-block.ts';
import type { Home } from '../../home/home.ts';
import type { Services } from '../../services.ts';
import { type ActionArguments, readPressed } from '../actions/pressed.ts';
import { answering } from '../answering.ts';
import { wayBackOf } from './alert-ticket.ts';
import { openNewWatch, openWatch } from './open-watch-form.ts';
import { removeSilence } from './silence-action.ts';
import { refreshLater, tellPresser } from './tell-presser.ts';
import { watchGone } from './watch-form.ts';

const pauseMs = 24 * 3_600_000;

/** Edits, pauses or removes a watch, or removes a digest or a silence; for editors. */
export function createWatchAction(services: Services, home: Home): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { asker, teamId } = pressed;
    await answering(services, { what: 'action watch', say: tellPresser(services, home, pressed) }, async (occasion) => {
      const { alerting, rights } = services;
      if (alerting === undefined) return occasion.say(buildNotice(alertsOff));
      const id = watchIdOfBlock(body.actions[0]?.block_id);
      const command = watchCommandOf(pressed.value);
      await rights.requireEditor(asker.userId, { forWhat: 'alerts' });
      const via = pressed.isHome ? 'home' : 'button';
      const by = { userId: asker.userId, teamId, requestId: occasion.requestId, via };
      if (command === 'removeDigest') return occasion.say(await removeDigest(alerting, id, by));
      if (command === 'removeSilence') return occasion.say(await removeSilence(alerting, id, by));
      const route = await alerting.watches.find(id);
      if (route === undefined) return occasion.say(buildNotice(watchGone));
      if (command === 'edit') {
        return openWatch({ services, alerting, asker, occasion, way: wayBackOf(pressed) }, route);
      }
      await occasion.say(await changeWatch(alerting, route, command, by));
      if (!pressed.isHome) refreshLater(services, home, asker.userId, occasion.log);
    });
  };
}

/** Opens the form for a new watch; for editors. */
export function createNewWatchAction(services: Services, home: Home): (request: ActionArguments) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const pressed = readPressed(body);
    const { asker } = pressed;
    await answering(
      services,
      { what: 'action new_watch', say: tellPresser(services, home, pressed) },
      async (occasion) => {
        const { alerting, rights } = services;
        if (alerting === undefined) return occasion.say(buildNotice(alertsOff));
        await rights.requireEditor(asker.userId, { forWhat: 'alerts' });
        return openNewWatch({ services, alerting, asker, occasion, way: wayBackOf(pressed) }, undefined);
      },
    );
  };
}

async function changeWatch(
  { watches, defaultRoute }: Alerting,
  route: Route,
  command: Exclude<WatchCommand, 'edit' | 'removeDigest' | 'removeSilence'>,
  by: ActedBy,
): Promise<Message> {
  const what = matcherWords(route.matchers);
  if (command === 'remove') {
    const wasThere = await watches.remove(route.routeId, by);
    if (!wasThere) return buildNotice(watchGone);
    return buildSpokenNotice(`Removed: ${what}`, stillTold(route, { watches: await watches.list(), defaultRoute }));
  }
  const { pausedUntil: _before, ...going } = route;
  if (command === 'resume') {
    await watches.save(going, by);
    return buildSpokenNotice(`Going on: ${what}`, `Told in ${placeWords(route.channel)} again.`);
  }
  const pausedUntil = new Date(Date.now() + pauseMs).toISOString();
  await watches.save({ ...going, pausedUntil }, by);
  return buildSpokenNotice(
    `Paused: ${what}`,
    `This watch tells nothing in ${placeWords(route.channel)} before ${marked.moment(pausedUntil)}.`,
  );
}

async function removeDigest({ digests }: Alerting, channel: string, by: ActedBy): Promise<Message> {
  const wasThere = await digests.removePlan(channel, by);
  if (!wasThere) return buildNotice('This digest is not there any more.');
  return buildSpokenNotice('Removed the digest.', `It does not come to ${placeWords(channel)} any more.`);
}
