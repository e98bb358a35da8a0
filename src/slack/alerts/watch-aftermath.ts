import type { Route } from '../../insights/route.ts';
import { floorWords, placeWords } from './watch-words.ts';

interface Remaining {
  /** Those that are left. */
  readonly watches: readonly Route[];
  readonly defaultRoute: Route | undefined;
}

/**
 * What is told where once a watch is gone: its channel may have other watches, and what no watch takes goes by the
 * default route. Safe in mrkdwn.
 */
export function stillTold({ channel }: Route, { watches, defaultRoute }: Remaining): string {
  const place = placeWords(channel);
  const others = watches.filter((each) => each.channel === channel).length;
  const isDefaultPlace = defaultRoute?.channel === channel;
  const gone =
    others === 0 && !isDefaultPlace
      ? `Nothing more of it is told in ${place}.`
      : `This watch tells nothing more in ${place}.`;
  return [
    gone,
    ...(others === 0
      ? []
      : [others === 1 ? 'Another watch still tells there.' : `${others} other watches still tell there.`]),
    ...(defaultRoute === undefined ? [] : [restWords(defaultRoute, isDefaultPlace)]),
  ].join(' ');
}

function restWords(defaultRoute: Route, isHere: boolean): string {
  const floor = floorWords(defaultRoute);
  return isHere
    ? `What no watch takes${floor} is still told there.`
    : `What no watch takes${floor} goes to ${placeWords(defaultRoute.channel)}.`;
}
