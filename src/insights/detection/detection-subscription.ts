import type { DatasetName } from '../../catalog/catalog.ts';
import type { StreamGap, StreamSubscription } from '../../storage/stream/change.ts';
import type { Detector } from './create-detector.ts';
import { inOrderByKey } from './in-order.ts';
import { idOf } from './read-member.ts';

/** Members that are dealt with at once: enough to hide the way to the table, few enough to leave it to others. */
const atOnce = 8;

/**
 * The rules as a subscription to the changes of one dataset: one instance deals with each change.
 *
 * @param onGap reads the whole table instead, where changes are missing; once for gaps of several shards
 */
export function createDetectionSubscription(
  dataset: DatasetName,
  detector: Pick<Detector, 'changed'>,
  onGap: (gap: StreamGap) => Promise<void>,
): StreamSubscription {
  return {
    name: 'rules',
    mode: 'exclusive',
    async handle(changes, { signal }) {
      await inOrderByKey(
        changes,
        ({ keys, id }) => idOf(dataset, keys) ?? id,
        atOnce,
        async (change) => {
          signal.throwIfAborted();
          await detector.changed(dataset, change);
        },
      );
    },
    onGap: oneForAll(onGap),
  };
}

/** Whoever asks while it is being done has it done once more, together with all others who ask meanwhile. */
function oneForAll(read: (gap: StreamGap) => Promise<void>): (gap: StreamGap) => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  return (gap) => {
    next ??= running.then(() => {
      next = undefined;
      const reading = read(gap);
      running = reading.catch(() => undefined);
      return reading;
    });
    return next;
  };
}
