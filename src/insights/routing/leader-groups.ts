import type { TransactItem } from '../../state/write-together.ts';
import { type ItemKey, readItem, type StateTable } from './state-items.ts';
import { currentKey, fromGroupItem, groupKey, type StoredGroup } from './stored-group.ts';

/** The groups as their only writer knows them, so that a storm does not read the same one again and again. */
export interface LeaderGroups {
  /** @throws {AppError} `repository.*` */
  find(groupId: string): Promise<StoredGroup | undefined>;
  /** The group that the next alert of a route and labels may join. @throws {AppError} `repository.*` */
  current(routeId: string, labels: StoredGroup['labels']): Promise<StoredGroup | undefined>;
  /** Remembers what was written. */
  learn(items: readonly TransactItem[]): void;
  /** After a write of which it is not known whether it was carried out. */
  forget(): void;
}

/** A storm has a few groups at a time; older ones are read again. */
const mostItems = 500;

export function createLeaderGroups(table: StateTable): LeaderGroups {
  const known = new Map<string, Record<string, unknown>>();
  const nameOf = ({ pk, sk }: ItemKey): string => JSON.stringify([pk, sk]);

  async function read(key: ItemKey): Promise<Record<string, unknown> | undefined> {
    const remembered = known.get(nameOf(key));
    if (remembered !== undefined) return remembered;
    const item = await readItem(table, key);
    if (item !== undefined) remember(key, item);
    return item;
  }

  function remember(key: ItemKey, item: Record<string, unknown>): void {
    if (known.size >= mostItems) known.clear();
    known.set(nameOf(key), item);
  }

  async function find(groupId: string): Promise<StoredGroup | undefined> {
    const item = await read(groupKey(groupId));
    return item === undefined ? undefined : fromGroupItem(item);
  }

  return {
    find,
    async current(routeId, labels) {
      const pointer = await read(currentKey(routeId, labels));
      return pointer === undefined ? undefined : find(String(pointer['groupId']));
    },
    learn(items) {
      for (const { Put } of items) {
        const { pk, sk } = Put?.Item ?? {};
        const isOfGroups = pk === 'groups' || (typeof pk === 'string' && pk.startsWith('group#') && sk === 'group');
        if (Put?.Item !== undefined && isOfGroups) remember({ pk, sk: String(sk) }, Put.Item);
      }
    },
    forget: () => known.clear(),
  };
}
