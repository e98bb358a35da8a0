import { setTimeout as delay } from 'node:timers/promises';
import { soundMessages } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { onStage } from '../stage.ts';
import { blow, settled } from '../storm.ts';

const sizes = {
  full: { members: 200, overMs: 60_000, groupIntervalMs: 50_000, downMs: 600_000, waitMs: 240_000, quietMs: 20_000 },
  small: { members: 50, overMs: 6_000, groupIntervalMs: 4_000, downMs: 12_000, waitMs: 30_000, quietMs: 5_000 },
} as const;

/** Slack does not answer for a long time, while insights pour in. */
export const outage: Drill = {
  what: 'Slack is down, and comes back',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    return onStage({ ...size, channels: 5 }, async (stage) => {
      await stage.start('app');
      await delay(3_000);
      const { faults } = stage.playground;
      say(`Slack is down for ${size.downMs / 1000} s`);
      faults.add({ fault: 'dropped', times: Number.MAX_SAFE_INTEGER });
      const down = delay(size.downMs);
      const { names } = await blow(stage, size.overMs, say);
      await down;
      const during = stage.ledger.sendings().length;
      faults.clear();
      say('Slack is back');
      await settled(stage, names, { withinMs: size.waitMs, quietMs: size.quietMs });
      const { ledger } = stage;
      return [
        { what: 'messages that got through while it was down', found: String(during), wanted: '0', met: during === 0 },
        ...soundMessages(ledger, names),
      ];
    });
  },
};
