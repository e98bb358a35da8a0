import type { Change, StreamGap, StreamSubscription } from '../../src/storage/stream/change.ts';

export interface Subscriber {
  readonly changes: Change[];
  readonly gaps: StreamGap[];
  readonly subscription: StreamSubscription;
}

/** A subscription that keeps what it is told; `overrides` take the place of that. */
export function subscriber(overrides: Partial<StreamSubscription> = {}): Subscriber {
  const changes: Change[] = [];
  const gaps: StreamGap[] = [];
  const subscription: StreamSubscription = {
    name: 'rules',
    mode: 'exclusive',
    async handle(batch) {
      changes.push(...batch);
    },
    async onGap(gap) {
      gaps.push(gap);
    },
    ...overrides,
  };
  return { changes, gaps, subscription };
}

/** The ids of the items that changed. */
export function idsOf(changes: readonly Change[]): string[] {
  return changes.map(({ keys }) => String(keys['id']));
}
