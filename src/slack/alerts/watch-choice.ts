import { datasetNamed } from '../../catalog/catalog.ts';
import type { Matchers, Route } from '../../insights/route.ts';
import type { Operation } from '../../intents/operations.ts';
import type { RouteTiming } from './alerting.ts';
import { matcherWords } from './watch-words.ts';

export type WatchChoice = Extract<Operation, { name: 'watch' }>['arguments'];

/** Whether it says what to watch at all, besides where. */
export function saysWhat({ predictionType, minRisk, dataset, filters }: WatchChoice): boolean {
  return predictionType !== undefined || minRisk !== undefined || dataset !== undefined || filters.length > 0;
}

export type ReadMatchers =
  | { readonly ok: true; readonly matchers: Matchers }
  | { readonly ok: false; readonly sentence: string };

/** What a watch takes, from what was asked for; a watch goes by segments, and by nothing else about members. */
export function matchersFrom({ predictionType, minRisk, dataset, filters }: WatchChoice): ReadMatchers {
  const segments: Record<string, string[]> = {};
  for (const filter of filters) {
    const attribute = dataset === undefined ? undefined : datasetNamed(dataset).attributes[filter.field];
    if (filter.op !== 'in' || attribute?.kind !== 'segment') {
      const label = attribute?.label ?? filter.field;
      return {
        ok: false,
        sentence: `A watch goes by the kind of alert, the risk and the segments of members, but not by ${label}. Nothing was saved.`,
      };
    }
    // Of two conditions on one segment both hold.
    const earlier = segments[filter.field];
    segments[filter.field] =
      earlier === undefined ? [...filter.values] : earlier.filter((value) => filter.values.includes(value));
    if (segments[filter.field]?.length === 0) {
      return { ok: false, sentence: `Nobody is in both of those: ${attribute.label}. Nothing was saved.` };
    }
  }
  return {
    ok: true,
    matchers: {
      ...(predictionType === undefined ? {} : { predictionTypes: [predictionType] }),
      ...(minRisk === undefined ? {} : { aboveRisk: minRisk }),
      ...(dataset === undefined ? {} : { dataset }),
      ...(Object.keys(segments).length === 0 ? {} : { segments }),
    },
  };
}

interface NewWatch {
  readonly routeId: string;
  readonly channel: string;
  readonly matchers: Matchers;
  readonly timing: RouteTiming;
  readonly createdBy: string;
  readonly now: Date;
}

const nameLimit = 200;

/** A watch, called by what it takes. */
export function newWatch({ routeId, channel, matchers, timing, createdBy, now }: NewWatch): Route {
  return { ...timing, routeId, channel, matchers, name: watchName(matchers), createdBy, createdAt: now.toISOString() };
}

export function watchName(matchers: Matchers): string {
  return matcherWords(matchers).slice(0, nameLimit);
}

/** The watch that takes the same for the same channel already, if there is one. */
export function sameWatch(watches: readonly Route[], channel: string, matchers: Matchers): Route | undefined {
  const wanted = fingerprint(matchers);
  return watches.find((each) => each.channel === channel && fingerprint(each.matchers) === wanted);
}

function fingerprint({ predictionTypes = [], aboveRisk, dataset, segments = {}, owner }: Matchers): string {
  const sorted = Object.entries(segments)
    .map(([name, values]) => `${name}=${values.toSorted().join(',')}`)
    .toSorted();
  return JSON.stringify([predictionTypes.toSorted(), aboveRisk ?? null, dataset ?? null, sorted, owner ?? null]);
}
