import type { DatasetName } from '../../catalog/catalog.ts';
import type { Log } from '../../log.ts';

/** How many members with trouble may be added within a time. */
export interface InflowBounds {
  readonly most?: number;
  /** In milliseconds. */
  readonly withinMs?: number;
}

/** Watches how fast members with trouble are added to a table. */
export interface Inflow {
  /** Whether the addition of a member may be told of; asked again about the same one, it says the same. */
  mayTell(dataset: DatasetName, changeId: string): boolean;
}

interface InflowOptions extends InflowBounds {
  readonly log: Log;
  readonly now: () => Date;
}

interface Recent {
  readonly told: readonly { readonly changeId: string; readonly at: number }[];
  /** How many were kept back since one was told. */
  readonly keptBack: number;
}

const logEvery = 1_000;

/**
 * The brake on members who are added: whoever loads a table wants to hear of a few of them, not of thousands.
 *
 * Each instance counts for itself: after 100 in 10 minutes, unless told otherwise, others are kept without being told.
 */
export function createInflow({ most = 100, withinMs = 600_000, log, now }: InflowOptions): Inflow {
  const recent = new Map<DatasetName, Recent>();

  return {
    mayTell(dataset, changeId) {
      const at = now().getTime();
      const { told: all = [], keptBack = 0 } = recent.get(dataset) ?? {};
      const told = all.filter((one) => one.at > at - withinMs);
      if (told.some((one) => one.changeId === changeId)) return true;
      if (told.length < most) {
        if (keptBack > 0) log.info({ dataset, keptBack }, 'members who are added are told of again');
        recent.set(dataset, { told: [...told, { changeId, at }], keptBack: 0 });
        return true;
      }
      if (keptBack % logEvery === 0) {
        log.warn({ dataset, keptBack: keptBack + 1 }, 'many members are added: their alerts are kept, and not told');
      }
      recent.set(dataset, { told, keptBack: keptBack + 1 });
      return false;
    },
  };
}
