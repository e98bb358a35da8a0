import type { Route } from '../route.ts';
import type { StoredGroup } from './stored-group.ts';
import type { Term } from './term.ts';

/** How groups go on whose route is gone. */
export const spareIntervalMs = 45_000;
const spareRepeatMs = 24 * 3_600_000;

/** The route of a group as it is now; undefined when somebody has removed it. @throws {AppError} `repository.*` */
export async function routeOf(term: Term, { routeId }: Pick<StoredGroup, 'routeId'>): Promise<Route | undefined> {
  if (term.defaultRoute?.routeId === routeId) return term.defaultRoute;
  return (await term.routes()).find((route) => route.routeId === routeId);
}

/** The watches, and what takes what no watch takes. @throws {AppError} `repository.*` */
export async function allRoutes({ defaultRoute, routes }: Pick<Term, 'defaultRoute' | 'routes'>) {
  return [...(await routes()), ...(defaultRoute === undefined ? [] : [defaultRoute])];
}

/** What stands in for a route that is gone, so that whoever waits in its group is told still. */
export function spareRoute({ routeId, channel }: Pick<StoredGroup, 'routeId' | 'channel'>): Route {
  return {
    routeId,
    name: routeId,
    channel,
    matchers: {},
    groupBy: [],
    groupWaitMs: 0,
    groupIntervalMs: spareIntervalMs,
    repeatIntervalMs: spareRepeatMs,
  };
}
