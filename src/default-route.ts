import type { Config } from './config.ts';
import type { Route } from './insights/route.ts';

type Timing = Pick<
  Route,
  'groupBy' | 'groupWaitMs' | 'groupIntervalMs' | 'repeatIntervalMs' | 'quietHours' | 'escalation'
>;

/** How routes tell what they take, unless they say otherwise themselves. */
export function timingOf(alerts: Config['alerts']): Timing {
  const { groupWaitMs, groupIntervalMs, repeatIntervalMs, quietHours, escalation, zone } = alerts;
  return {
    groupBy: ['predictionType'],
    groupWaitMs,
    groupIntervalMs,
    repeatIntervalMs,
    ...(quietHours === undefined ? {} : { quietHours: { ...quietHours, zone } }),
    ...(escalation === undefined ? {} : { escalation: { ...escalation, targets: [...escalation.targets] } }),
  };
}

/** What no watch takes goes to the channel of the configuration, if there is one. */
export function defaultRouteOf(alerts: Config['alerts']): Route | undefined {
  const { channel, aboveRisk } = alerts;
  if (channel === undefined) return undefined;
  return {
    routeId: 'default',
    name: 'Everything that no watch takes',
    channel,
    matchers: aboveRisk === 0 ? {} : { aboveRisk },
    ...timingOf(alerts),
  };
}
