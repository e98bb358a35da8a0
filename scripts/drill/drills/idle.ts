import { setTimeout as delay } from 'node:timers/promises';
import { spreadOf } from '../../bench/percentiles.ts';
import { byChannel, type Finding } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { onStage, type Stage } from '../stage.ts';

const sizes = { full: { members: 100 }, small: { members: 15 } } as const;
const channels = 5;

/** One insight now and then, each the first of its group: how long until it is in its channel. */
export const idle: Drill = {
  what: 'single insights, far apart: from stored to posted',
  async run({ full, say }) {
    const { members } = full ? sizes.full : sizes.small;
    return onStage(
      {
        members,
        channels,
        groupIntervalMs: 1_000,
        groupBy: ['segment:specialization', 'segment:marketTypeLocation', 'segment:spendLevel'],
      },
      async (stage) => {
        await stage.start('app');
        await delay(4_000);
        say(`putting ${members} people at risk, one every 1.2 s`);
        for (const agent of stage.cast) {
          await stage.alarm(agent);
          await delay(1_200);
        }
        await delay(4_000);
        return [await fromStoredToPosted(stage)];
      },
    );
  },
};

async function fromStoredToPosted(stage: Stage): Promise<Finding> {
  const insights = await stage.insights();
  const posts = stage.ledger.sendings().filter(({ kind }) => kind === 'post');
  const posted = new Map(posts.map(({ channel, ts, at }) => [`${channel} ${ts}`, at]));
  const standing = [...byChannel(stage.ledger.standing()).values()].flat();
  const took = stage.cast.flatMap(({ id, name }) => {
    const message = standing.find(({ text }) => text.includes(name));
    const stored = insights.get(id);
    const at = message === undefined ? undefined : posted.get(`${message.channel} ${message.ts}`);
    // A group's later members wait for its interval; what is measured is the first of a group.
    if (message?.threadTs !== undefined || stored === undefined || at === undefined) return [];
    return [at - Date.parse(stored)];
  });
  const { p50, p95 } = spreadOf(took);
  return {
    what: `insight stored to posted, p95 (p50) of ${took.length}`,
    found: `${Math.round(p95)} ms (${Math.round(p50)} ms)`,
    wanted: '1,500 ms',
    met: took.length > 0 && p95 <= 1_500,
  };
}
