import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '../../../src/playground/faults.ts';
import { soundMessages } from '../checks.ts';
import type { Drill } from '../drill.ts';
import type { Sending } from '../ledger.ts';
import { onStage } from '../stage.ts';
import { blow, settled } from '../storm.ts';

const sizes = {
  full: {
    members: 1_000,
    overMs: 60_000,
    groupIntervalMs: 50_000,
    kills: 50,
    leastMs: 300,
    mostMs: 6_000,
    latestMs: 9_000,
    waitMs: 400_000,
    quietMs: 130_000,
  },
  small: {
    members: 60,
    overMs: 8_000,
    groupIntervalMs: 4_000,
    kills: 4,
    leastMs: 300,
    mostMs: 4_000,
    latestMs: 4_000,
    waitMs: 30_000,
    quietMs: 7_000,
  },
} as const;

/**
 * Of ten posts one is taken without a reply, and one is taken so late that whoever sent them may be dead by then: so
 * Slack is made to take what is sent again.
 */
function mishap(latestMs: number): FaultKind | undefined {
  const chance = Math.random();
  if (chance < 0.1) return { fault: 'lost_reply' };
  return chance < 0.2 ? { fault: 'delay', delayMs: 500 + Math.floor(Math.random() * (latestMs - 500)) } : undefined;
}

/** The app dies over and over, at any point, while insights pour in. */
export const kill: Drill = {
  what: 'kill -9 over and over during the storm, and lost replies',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    return onStage({ ...size, channels: 5, leaseSeconds: 2 }, async (stage) => {
      let instance = await stage.start('app');
      await delay(2_000);
      // What a dead sender left under way lands whenever it lands: the pace is that of what was asked for.
      const asked: Sending[] = [];
      let isRough = true;
      stage.playground.faults.rule((method, channel = '') => {
        if (!/^chat\.(?:postMessage|update)$/u.test(method)) return undefined;
        asked.push({ at: Date.now(), kind: 'post', channel, ts: '' });
        return isRough && method === 'chat.postMessage' ? mishap(size.latestMs) : undefined;
      });
      const storm = blow(stage, size.overMs, say);
      for (let count = 1; count <= size.kills; count += 1) {
        await delay(size.leastMs + Math.random() * (size.mostMs - size.leastMs));
        await instance.kill();
        instance = await stage.start('app');
        if (count % 5 === 0 || !full) say(`killed ${count} times`);
      }
      const { names } = await storm;
      isRough = false;
      say('no more kills; waiting until all is said and looked over');
      await settled(stage, names, { withinMs: size.waitMs, quietMs: size.quietMs });
      const { ledger } = stage;
      const deletions = ledger.sendings().filter(({ kind }) => kind === 'delete').length;
      return [
        ...soundMessages({ standing: () => ledger.standing(), sendings: () => asked }, names),
        { what: 'repeats that were found and deleted', found: String(deletions), wanted: 'any', met: true },
      ];
    });
  },
};
