import { randomUUID } from 'node:crypto';
import type { Route } from '../../../insights/route.ts';
import { type Alerting, timingFor } from '../../alerts/alerting.ts';
import { buildWatchModal } from '../../alerts/build-watch-modal.ts';
import type { Services } from '../../services.ts';
import type { Asker } from '../answer-intent.ts';
import type { Occasion } from '../answering.ts';
import { isDirect } from '../is-direct.ts';
import { encodeFormTicket, type WayBack } from './alert-ticket.ts';
import { openForm } from './open-form.ts';

interface Opener {
  readonly services: Pick<Services, 'port'>;
  readonly alerting: Alerting;
  readonly asker: Asker;
  readonly occasion: Pick<Occasion, 'say' | 'log'>;
  /** How the person is told of what comes of it; by where they asked when left out. */
  readonly way?: WayBack;
}

/** Opens the form for a new watch. @param channel where it is to be told, as far as it was said */
export async function openNewWatch(opener: Opener, channel: string | undefined): Promise<void> {
  const { alerting, asker } = opener;
  const place = channel ?? asker.channel;
  const draft = { ...timingFor(alerting), routeId: `watch-${randomUUID()}`, name: '', matchers: {}, channel: place };
  // Only what was asked for in a conversation of two is told there.
  const direct = place !== undefined && isDirect(place) ? place : undefined;
  await open(opener, draft, { isNew: true, direct });
}

/** Opens the form with a watch in it. */
export async function openWatch(opener: Opener, route: Route): Promise<void> {
  await open(opener, route, { isNew: false, direct: isDirect(route.channel) ? route.channel : undefined });
}

async function open(
  { services, alerting, asker, occasion, way = wayOf(asker) }: Opener,
  draft: Parameters<typeof buildWatchModal>[0]['draft'],
  { isNew, direct }: { readonly isNew: boolean; readonly direct: string | undefined },
): Promise<void> {
  const ticket = { routeId: draft.routeId, isNew, way, ...(direct === undefined ? {} : { direct }) };
  const view = buildWatchModal({
    draft,
    isNew,
    isDirect: direct !== undefined,
    zone: alerting.zone ?? 'UTC',
    privateMetadata: encodeFormTicket(ticket),
  });
  await openForm(services.port, asker.triggerId, view, occasion);
}

function wayOf({ channel, responseUrl }: Asker): WayBack {
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
}
