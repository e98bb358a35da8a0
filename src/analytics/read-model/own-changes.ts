import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import type { MemberChange } from './build-tables.ts';
import type { ModelShape } from './model-shape.ts';

/** How long the stream may take to tell of a change; one that takes longer will not come. */
const longestMs = 600_000;

interface Laid {
  readonly key: readonly string[];
  /** What the member was made into, oldest first, as far as the stream has not told of it. */
  readonly awaited: readonly { readonly signature: string; readonly at: number }[];
}

/** What the stream tells of a member while somebody changes it here: its news may come before our own. */
export interface OwnWatch {
  readonly id: string;
  readonly seen: Set<string>;
}

/**
 * Which changes of this instance's own people the stream has still to tell of, so that they are in answers at once.
 *
 * A change is known again by what the member looks like after it.
 */
export interface OwnChanges {
  isEmpty(): boolean;
  watch(id: string): OwnWatch;
  unwatch(watch: OwnWatch): void;
  /** Notes a change that was made; false when the stream has told of it already. */
  await(key: readonly string[], item: AnyItem, watch: OwnWatch): boolean;
  /**
   * What follows from what the stream told, in order: the keys of those members of whom nothing is awaited any more,
   * and a function that notes it.
   */
  settle(changes: readonly MemberChange[]): Settlement;
}

interface Settlement {
  readonly keys: readonly (readonly string[])[];
  readonly note: () => void;
}

export function createOwnChanges({ columns }: ModelShape, now: () => number): OwnChanges {
  const laid = new Map<string, Laid>();
  const watches = new Set<OwnWatch>();
  const signatureOf = (item: AnyItem): string => JSON.stringify(columns.map(({ name }) => inOneForm(item[name])));
  const nameOf = (key: readonly string[]): string => JSON.stringify(key);

  /** What is still awaited of a member after the stream told these changes of it. */
  function stillAwaited({ key, awaited }: Laid, changes: readonly MemberChange[]): Laid['awaited'] {
    // What the stream never tells of must not stand in its way for ever.
    const oldest = now() - longestMs;
    let rest = awaited;
    for (const change of changes) {
      if (change.item === undefined || nameOf(change.key) !== nameOf(key)) continue;
      const signature = signatureOf(change.item);
      rest = rest.slice(rest.findIndex((each) => each.signature === signature) + 1);
    }
    return rest.filter(({ at }) => at >= oldest);
  }

  function noteSeen(changes: readonly MemberChange[]): void {
    for (const { id, seen } of watches) {
      for (const { key, item } of changes) if (key[0] === id && item !== undefined) seen.add(signatureOf(item));
    }
  }

  return {
    isEmpty: () => laid.size === 0,
    watch(id) {
      const watch = { id, seen: new Set<string>() };
      watches.add(watch);
      return watch;
    },
    unwatch: (watch) => void watches.delete(watch),
    await(key, item, { seen }) {
      const signature = signatureOf(item);
      if (seen.has(signature)) return false;
      const awaited = laid.get(nameOf(key))?.awaited ?? [];
      laid.set(nameOf(key), { key, awaited: [...awaited, { signature, at: now() }] });
      return true;
    },
    settle(changes) {
      const after = [...laid.values()].map((entry) => ({ ...entry, awaited: stillAwaited(entry, changes) }));
      return {
        keys: after.flatMap(({ key, awaited }) => (awaited.length === 0 ? [key] : [])),
        note() {
          noteSeen(changes);
          for (const entry of after) {
            if (entry.awaited.length === 0) laid.delete(nameOf(entry.key));
            else laid.set(nameOf(entry.key), entry);
          }
        },
      };
    },
  };
}

/** The members of a set come in any order. */
function inOneForm(value: AnyItem[string] | undefined): unknown {
  return typeof value === 'object' ? value.toSorted() : value;
}
