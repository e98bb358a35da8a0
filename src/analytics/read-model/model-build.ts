import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { createItemReader } from '../../storage/item-reader.ts';
import type { Change } from '../../storage/stream/change.ts';
import type { StreamCheckpoints } from '../../storage/stream/stream-ports.ts';
import {
  type BuildTables,
  createTables,
  deleteMembers,
  insertMembers,
  type MemberChange,
  replaceMembers,
  tablesOfBuild,
} from './build-tables.ts';
import { membersRelation } from './members-relation.ts';
import { dropFacts, setFact } from './model-facts.ts';
import type { ModelFile, ModelTransaction } from './model-file.ts';
import { createModelPositions } from './model-positions.ts';
import type { ModelSnapshot } from './model-reader.ts';
import { keyOf, type ModelShape } from './model-shape.ts';
import { createOwnChanges, type OwnChanges } from './own-changes.ts';

/** One build of a dataset's members in a file, from the first row of its filling on. */
export interface ModelBuild {
  readonly number: number;
  readonly tables: BuildTables;
  readonly checkpoints: StreamCheckpoints;
  readonly own: Pick<OwnChanges, 'watch' | 'unwatch'>;
  /** When the reading of the table ended that it was filled by, in milliseconds since 1970; undefined before that. */
  filledAt(): number | undefined;
  /**
   * Adds members as the table was read, unless the stream has told of them meanwhile; how many were added.
   *
   * @param keys the key of each, where an item may hold a value in it that the catalogue does not allow
   */
  fill(items: readonly AnyItem[], keys?: readonly (readonly string[])[]): Promise<number>;
  /** Nothing more is to be filled; the build may be answered from once the stream was read to this moment. */
  finishFilling(at: number): Promise<void>;
  /** Applies changes of a shard, and moves its position, in one transaction. */
  apply(shardId: string, changes: readonly Change[]): Promise<void>;
  /** Lays a member over what the stream has told so far. */
  lay(item: AnyItem, watch: ReturnType<OwnChanges['watch']>): Promise<void>;
  /** Changes are missing: it may never be taken up again, not even after a restart. */
  condemn(): Promise<void>;
  /** Keeps up to when it held every change, for whoever goes on with it later. */
  noteCurrent(to: number): Promise<void>;
  read<Result>(asOf: number, work: (snapshot: ModelSnapshot) => Promise<Result>): Promise<Result>;
}

interface BuildOptions {
  readonly file: ModelFile;
  readonly shape: ModelShape;
  readonly number: number;
  readonly streamArn: string;
  readonly now: () => number;
  /** As it was left; absent for one that is made now. */
  readonly filledAt?: number;
}

/** A build that begins, or goes on as it was left. Its tables are made where `filledAt` is absent. */
export async function openBuild(options: BuildOptions): Promise<ModelBuild> {
  const { file, shape, number, streamArn, now } = options;
  const tables = tablesOfBuild(number);
  if (options.filledAt === undefined) await file.write((transaction) => createTables(transaction, shape, tables));
  // What was laid over it by the process before is in the stream by now.
  else await file.write(({ query }) => query(`DELETE FROM ${tables.own}`));
  const positions = await createModelPositions(file, { build: number, table: tables.positions, streamArn, now });
  const own = createOwnChanges(shape, now);
  const read = createItemReader(
    shape.dataset,
    shape.columns.map(({ name }) => name),
  );
  /** Members that the stream told of while the table is read: it knows better. */
  let told: Set<string> | undefined = options.filledAt === undefined ? new Set() : undefined;
  let filledAt = options.filledAt;

  const toMember = ({ keys, after }: Change): MemberChange => ({
    key: shape.key.map(({ attribute }) => String(keys[attribute])),
    item: after === undefined ? undefined : read(after).item,
  });

  return {
    number,
    tables,
    checkpoints: positions.checkpoints,
    own,
    filledAt: () => filledAt,
    fill: (items, keys = items.map((item) => keyOf(shape, item) ?? [])) =>
      file.write(async (transaction) => {
        const members = items.map((item, at) => ({ item, key: keys[at] ?? [] }));
        const untold = members.filter(({ key }) => told?.has(JSON.stringify(key)) !== true);
        await insertMembers(transaction, shape, tables.members, untold);
        return untold.length;
      }),
    async finishFilling(at) {
      await file.write((transaction) => setFact(transaction, { build: number, name: 'filledAt', value: String(at) }));
      filledAt = at;
      told = undefined;
    },
    async apply(shardId, changes) {
      const members = changes.map(toMember);
      const last = new Map(members.map((member) => [JSON.stringify(member.key), member]));
      const after = changes.at(-1)?.sequenceNumber;
      if (after === undefined) return;
      const apply = async (transaction: ModelTransaction) => {
        const settlement = own.settle(members);
        await replaceMembers(transaction, shape, tables.members, [...last.values()]);
        await positions.move(transaction, shardId, after);
        const settled = settlement.keys.map((key) => ({ key }));
        if (settled.length > 0) await deleteMembers(transaction, shape, tables.own, settled);
        return settlement;
      };
      await file.write(apply, (settlement) => {
        settlement.note();
        positions.moved(shardId, after);
        for (const name of last.keys()) told?.add(name);
      });
    },
    async lay(item, watch) {
      const key = keyOf(shape, item);
      // Of whom it is not known for certain who he is the stream alone tells.
      if (key === undefined) return;
      await file.write(async (transaction) => {
        if (own.await(key, item, watch)) await replaceMembers(transaction, shape, tables.own, [{ key, item }]);
      });
    },
    condemn: () => file.write((transaction) => dropFacts(transaction, number)),
    noteCurrent: (to) =>
      file.write((transaction) => setFact(transaction, { build: number, name: 'currentTo', value: String(to) })),
    read: (asOf, work) => {
      const members = own.isEmpty() ? tables.members : membersRelation(shape, tables);
      return file.read((query) => work({ members, asOf, query }));
    },
  };
}
