import { setTimeout as delay } from 'node:timers/promises';
import { soundMessages } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { onStage } from '../stage.ts';
import { blow, settled } from '../storm.ts';

const sizes = {
  full: { members: 1_000, overMs: 60_000, groupIntervalMs: 50_000, pauseMs: 60_000, waitMs: 240_000, quietMs: 60_000 },
  small: { members: 60, overMs: 6_000, groupIntervalMs: 4_000, pauseMs: 14_000, waitMs: 30_000, quietMs: 8_000 },
} as const;

/** Several instances share the work, and the one that leads stands still for a while without knowing. */
export const instances: Drill = {
  what: 'three instances at once; the one that posts is stopped and continued',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    return onStage({ ...size, channels: 5, leaseSeconds: full ? 10 : 3 }, async (stage) => {
      const all = await Promise.all(['one', 'two', 'three'].map((name) => stage.start(name)));
      await delay(4_000);
      const storm = blow(stage, size.overMs, say);
      await delay(size.overMs / 3);
      const leaders = all.filter((instance) => instance.log().some((line) => line.includes('leads dispatch')));
      const leader = leaders[0] ?? all[0];
      if (leader === undefined) throw new Error('no instance runs');
      say(`stopping ${leader.name} for ${size.pauseMs / 1000} s`);
      leader.pause();
      await delay(size.pauseMs);
      leader.resume();
      say(`${leader.name} goes on`);
      const { names } = await storm;
      await settled(stage, names, { withinMs: size.waitMs, quietMs: size.quietMs });
      const { ledger } = stage;
      return [
        {
          what: 'instances that led when one was stopped',
          found: String(leaders.length),
          wanted: '1',
          met: leaders.length === 1,
        },
        ...soundMessages(ledger, names),
      ];
    });
  },
};
