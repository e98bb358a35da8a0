import type { Alert } from '../alert.ts';
import { groupLabels, type Route } from '../route.ts';
import type { Placement } from './stored-alert.ts';

/** Whether an alert, as it is now, is one for a route. */
export function matchesRoute({ matchers }: Pick<Route, 'matchers'>, { facts, now, owner }: Alert): boolean {
  const { predictionTypes, aboveRisk, dataset, segments = {}, owner: wantedOwner } = matchers;
  if (predictionTypes !== undefined && !predictionTypes.includes(facts.predictionType)) return false;
  if (aboveRisk !== undefined && now.riskScore <= aboveRisk) return false;
  if (dataset !== undefined && dataset !== facts.dataset) return false;
  if (wantedOwner !== undefined && wantedOwner !== owner) return false;
  return Object.entries(segments).every(([name, values]) => values.includes(facts.segments[name] ?? ''));
}

interface Choice {
  readonly watches: readonly Route[];
  readonly defaultRoute: Route | undefined;
  readonly now: Date;
}

/**
 * The routes that are yet to take an alert: the watches that match, or else the default route.
 *
 * A channel is told once, by the first watch for it, however many of its watches match; one that is paused comes last.
 */
export function routesToTake(
  alert: Alert,
  placements: readonly Placement[],
  { watches, defaultRoute, now }: Choice,
): readonly Route[] {
  const isPaused = ({ pausedUntil }: Route): boolean =>
    pausedUntil !== undefined && Date.parse(pausedUntil) > now.getTime();
  const matching = watches
    .filter((route) => matchesRoute(route, alert))
    .toSorted((one, other) => Number(isPaused(one)) - Number(isPaused(other)));
  const isUntaken = matching.length === 0 && placements.length === 0;
  const isForDefault = isUntaken && defaultRoute !== undefined && matchesRoute(defaultRoute, alert);
  const taken = new Set(placements.map(({ routeId }) => routeId));
  const told = new Set(placements.map(({ channel }) => channel));
  return (isForDefault ? [defaultRoute] : matching).filter(({ routeId, channel }) => {
    const isNew = !taken.has(routeId) && !told.has(channel);
    told.add(channel);
    return isNew;
  });
}

/** What an alert has in common with the others of its group on a route. */
export function labelsOf({ groupBy }: Pick<Route, 'groupBy'>, { facts, owner }: Alert): Record<string, string> {
  const known: Readonly<Record<(typeof groupLabels)[number], string | undefined>> = {
    predictionType: facts.predictionType,
    dataset: facts.dataset,
    owner,
  };
  const labels: Record<string, string> = {};
  for (const name of groupBy.toSorted()) {
    const label = groupLabels.find((each) => each === name);
    const segment = name.startsWith('segment:') ? name.slice('segment:'.length) : '';
    const value = label === undefined ? facts.segments[segment] : known[label];
    if (value !== undefined) labels[name] = value;
  }
  return labels;
}
