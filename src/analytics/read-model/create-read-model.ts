import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import type { StreamSubscription } from '../../storage/stream/change.ts';
import type { ChangeSource } from '../../storage/stream/change-source.ts';
import { followTable } from '../../storage/stream/follow-table.ts';
import type { StreamCheckpoints } from '../../storage/stream/stream-ports.ts';
import type { TableStream } from '../../storage/table-stream.ts';
import { type KeepSessionOptions, keepSession } from './keep-session.ts';
import { createModelState, type ModelState } from './model-state.ts';
import type { ReadModel } from './read-model.ts';

export interface ReadModelOptions extends Omit<KeepSessionOptions, 'streamArn' | 'follow' | 'state'> {
  /** The table's stream as it is now. */
  readonly find: () => Promise<TableStream>;
  /** @param onGone to be called when the stream turns out not to be there any more */
  readonly follow: (
    streamArn: string,
    subscription: StreamSubscription,
    checkpoints: StreamCheckpoints,
    onGone: () => void,
  ) => ChangeSource;
  /** From how far behind the record it is not to be answered from, in milliseconds. */
  readonly maxLagMs: number;
}

/**
 * The read model of one dataset, in a file of its own.
 *
 * Whatever goes wrong is in the log and tried again; meanwhile `reader` says why there is none.
 */
export function createReadModel(options: ReadModelOptions): ReadModel {
  const { find, log } = options;
  const state = createModelState(options);
  const following = followTable({
    find,
    open: (streamArn, onGone) =>
      keepSession({
        ...options,
        state,
        streamArn,
        follow: (subscription, checkpoints) => options.follow(streamArn, subscription, checkpoints, onGone),
      }),
    onMissing(reason) {
      state.onIdle('off');
      log.info({ reason }, 'there is no read model of this table; the record answers');
    },
    log,
  });
  return {
    start: () => following.start(),
    stop: () => following.stop(),
    status: () => state.status(),
    reader: () => state.reader(),
    change: (id, work, itemIn) => changeOwn({ state, log }, id, work, itemIn),
  };
}

async function changeOwn<Result>(
  { state, log }: { readonly state: ModelState; readonly log: ReadModelOptions['log'] },
  id: string,
  work: () => Promise<Result>,
  itemIn: (result: Result) => AnyItem | undefined,
): Promise<Result> {
  const watched = state.builds().map((build) => ({ build, watch: build.own.watch(id) }));
  try {
    const result = await work();
    const item = itemIn(result);
    if (item !== undefined) {
      const laying = watched.map(({ build, watch }) => build.lay(item, watch));
      // The change is made; where it cannot be laid over, the stream brings it in a moment.
      await Promise.all(laying).catch((error: unknown) => log.warn({ err: error }, 'a change is not in answers yet'));
    }
    return result;
  } finally {
    for (const { build, watch } of watched) build.own.unwatch(watch);
  }
}
