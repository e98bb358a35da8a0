import type { ParkedChannel } from '../../delivery/outbox.ts';
import type { AlertDesk } from '../../insights/alert.ts';
import type { Digests } from '../../insights/digest.ts';
import type { Route, Silences, Watches } from '../../insights/route.ts';
import type { ChannelDirectory } from '../channel-directory.ts';

/** How a route tells what it takes. */
export type RouteTiming = Pick<
  Route,
  'groupBy' | 'groupWaitMs' | 'groupIntervalMs' | 'repeatIntervalMs' | 'quietHours' | 'escalation'
>;

/** What the listeners need for alerts, watches and digests; there only where the app has a table of its own. */
export interface Alerting {
  readonly desk: AlertDesk;
  readonly watches: Watches;
  readonly silences: Silences;
  readonly digests: Digests;
  readonly channels: ChannelDirectory;
  /** The channels that take no messages, for those who run the app. */
  parkedChannels(): Promise<readonly ParkedChannel[]>;
  /** Has a channel that takes no messages tried at once; nothing where it takes them. @throws {AppError} `repository.*` */
  tryAgain(channel: string): Promise<void>;
  /** Where alerts go that no watch takes. */
  readonly defaultRoute?: Route;
  /** How a new watch tells; as the default route does when left out. */
  readonly timing?: RouteTiming;
  /** IANA zone of local times that nobody gave a zone for; UTC when left out. */
  readonly zone?: string;
}

/** What is said where there is nothing to act with. */
export const alertsOff =
  'Alerts are off here: Vitals has no table to keep them in. Whoever runs it can switch them on by creating the state table.';

const usualTiming: RouteTiming = {
  groupBy: ['predictionType'],
  groupWaitMs: 0,
  groupIntervalMs: 45_000,
  repeatIntervalMs: 24 * 3_600_000,
};

/** How a new watch tells what it takes. */
export function timingFor({ timing, defaultRoute }: Pick<Alerting, 'timing' | 'defaultRoute'>): RouteTiming {
  const from = timing ?? defaultRoute ?? usualTiming;
  const { groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs, quietHours, escalation } = from;
  return {
    groupBy,
    groupWaitMs,
    groupIntervalMs,
    repeatIntervalMs,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(escalation === undefined ? {} : { escalation }),
  };
}
