import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberChange } from '../../../src/analytics/read-model/build-tables.ts';
import { modelShape } from '../../../src/analytics/read-model/model-shape.ts';
import { createOwnChanges, type OwnWatch } from '../../../src/analytics/read-model/own-changes.ts';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { type AgentItem, agentItem } from '../../support/agent-items.ts';

const key = ['agent-1'];
const looking = (revenue: number, more: Partial<AgentItem> = {}): AgentItem => agentItem(1, { revenue, ...more });
const told = (revenue: number): MemberChange => ({ key, item: looking(revenue) });

function start(now = () => 0) {
  const own = createOwnChanges(modelShape(agents), now);
  /** Whether the stream's word stands for the member from then on. */
  const tell = (...changes: MemberChange[]): boolean => {
    const { keys, note } = own.settle(changes);
    note();
    return keys.length > 0;
  };
  return { own, tell };
}

describe('createOwnChanges', () => {
  it('lays a change until the stream has told of it', () => {
    const { own, tell } = start();

    const isLaid = own.await(key, looking(2), own.watch('agent-1'));
    const older = tell(told(1));
    const same = tell(told(2));

    expect({ isLaid, older, same, isEmpty: own.isEmpty() }).toEqual({
      isLaid: true,
      older: false,
      same: true,
      isEmpty: true,
    });
  });

  it('lays nothing that the stream told of while the change was made', () => {
    const { own, tell } = start();
    const watch = own.watch('agent-1');

    tell(told(2));
    const isLaid = own.await(key, looking(2), watch);

    expect([isLaid, own.isEmpty()]).toEqual([false, true]);
  });

  it('waits for the last of two changes in a row', () => {
    const { own, tell } = start();
    own.await(key, looking(1), own.watch('agent-1'));
    own.await(key, looking(2), own.watch('agent-1'));

    expect([tell(told(1)), tell(told(2))]).toEqual([false, true]);
  });

  it('knows a change again whose lists come in another order', () => {
    const { own, tell } = start();
    own.await(key, looking(1, { activeFeatures: ['a', 'b'] }), own.watch('agent-1'));

    const isSettled = tell({ key, item: looking(1, { activeFeatures: ['b', 'a'] }) });

    expect(isSettled).toBe(true);
  });

  it('gives up what the stream has not told of within ten minutes', () => {
    let time = 0;
    const { own, tell } = start(() => time);
    own.await(key, looking(1), own.watch('agent-1'));

    time = 600_001;
    const isSettled = tell({ key: ['agent-2'], item: agentItem(2) });

    expect([isSettled, own.isEmpty()]).toEqual([true, true]);
  });

  it('never shows less than the last own change, and ends with what the stream told last', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), holds), { numRuns: 500 });
  });
});

/** What may happen next: somebody begins a change here, one that was begun is made or known of, the stream tells. */
const step = fc.oneof(
  fc.constant('begin' as const),
  fc.constant('make' as const),
  fc.constant('lay' as const),
  fc.constant('foreign' as const),
  fc.constant('tell' as const),
);

/**
 * One member, whose looks are numbers that grow with each change of the record, so that the newer of two is plain.
 *
 * Changes here are made one after the other; the stream tells all changes in order, as late as it likes.
 */
function holds(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]): void {
  const { own } = start();
  let record = 0;
  const stream: number[] = [];
  let fromStream = 0;
  let laid: number | undefined;
  let change: { readonly watch: OwnWatch; made?: number } | undefined;
  let lastOwn = 0;

  const tell = (): void => {
    const next = stream.shift();
    if (next === undefined) return;
    const { keys, note } = own.settle([told(next)]);
    fromStream = next;
    if (keys.length > 0) laid = undefined;
    note();
  };
  const does = {
    begin: () => {
      change ??= { watch: own.watch('agent-1') };
    },
    make: () => {
      if (change === undefined || change.made !== undefined) return;
      record += 1;
      stream.push(record);
      change.made = record;
    },
    lay: () => {
      if (change?.made === undefined) return;
      if (own.await(key, looking(change.made), change.watch)) laid = change.made;
      own.unwatch(change.watch);
      lastOwn = change.made;
      change = undefined;
    },
    foreign: () => {
      record += 1;
      stream.push(record);
    },
    tell,
  };
  for (const each of steps) {
    does[each]();
    expect(laid ?? fromStream).toBeGreaterThanOrEqual(lastOwn);
  }
  does.make();
  does.lay();
  while (stream.length > 0) tell();

  expect({ shown: laid ?? fromStream, isEmpty: own.isEmpty() }).toEqual({ shown: record, isEmpty: true });
}
