import type { Config } from './config.ts';
import type { Route } from './insights/route.ts';

/** What no watch takes goes to the channel of the configuration, if there is one. */
export function defaultRouteOf({
  channel,
  aboveRisk,
  zone,
  quietHours,
  ...timing
}: Config['alerts']): Route | undefined {
  if (channel === undefined) return undefined;
  const { groupWaitMs, groupIntervalMs, repeatIntervalMs, escalation } = timing;
  return {
    routeId: 'default',
    name: 'Everything that no watch takes',
    channel,
    matchers: aboveRisk === 0 ? {} : { aboveRisk },
    groupBy: ['predictionType'],
    groupWaitMs,
    groupIntervalMs,
    repeatIntervalMs,
    ...(quietHours === undefined ? {} : { quietHours: { ...quietHours, zone } }),
    ...(escalation === undefined ? {} : { escalation: { ...escalation, targets: [...escalation.targets] } }),
  };
}
