import { setTimeout as delay } from 'node:timers/promises';
import { allOutWithin, postsPerChannel, soundMessages } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { onStage } from '../stage.ts';
import { blow, settled } from '../storm.ts';

const sizes = {
  full: { members: 1_000, overMs: 60_000, groupIntervalMs: 50_000, withinSeconds: 120 },
  small: { members: 100, overMs: 10_000, groupIntervalMs: 8_000, withinSeconds: 30 },
} as const;

/** As many insights at once as a bad day brings. */
export const storm: Drill = {
  what: 'many insights within a minute, over five channels',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    return onStage({ ...size, channels: 5 }, async (stage) => {
      await stage.start('app');
      await delay(3_000);
      const { began, names } = await blow(stage, size.overMs, say);
      await settled(stage, names, { withinMs: size.withinSeconds * 1000, quietMs: 4_000 });
      const { ledger } = stage;
      const insights = await stage.insights();
      const stored = insights.size;
      const last = Math.max(...[...insights.values()].map((at) => Date.parse(at)));
      say(`the last insight was stored ${((last - began) / 1000).toFixed(1)} s after the first change`);
      return [
        { what: 'insights stored', found: String(stored), wanted: String(names.length), met: stored === names.length },
        ...soundMessages(ledger, names),
        postsPerChannel(ledger.sendings(), 20),
        allOutWithin(ledger.sendings(), began, size.withinSeconds),
      ];
    });
  },
};
