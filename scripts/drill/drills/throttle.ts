import { setTimeout as delay } from 'node:timers/promises';
import { createQueue } from '../../../src/delivery/queue.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { byChannel, type Finding, soundMessages } from '../checks.ts';
import type { Drill } from '../drill.ts';
import type { Standing } from '../ledger.ts';
import { onStage, type Stage } from '../stage.ts';
import { blow, settled } from '../storm.ts';

const sizes = {
  full: { members: 1_000, overMs: 60_000, groupIntervalMs: 50_000, waitMs: 300_000 },
  small: { members: 150, overMs: 6_000, groupIntervalMs: 5_000, waitMs: 40_000 },
} as const;

const refusedShare = 0.3;
/** Of the five channels, so many are throttled; the others show whether they are held up. */
const throttled = 3;

/** Slack answers many posts with "slow down". */
export const throttle: Drill = {
  what: '30 % of the posts to three channels answered 429 with 1 to 5 s; two channels go free',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    return onStage({ ...size, channels: 5, groupBy: ['segment:specialization'] }, async (stage) => {
      await stage.start('app');
      await delay(3_000);
      const slow = new Set(stage.channels.slice(0, throttled));
      let refused = 0;
      let asked = 0;
      stage.playground.faults.rule((method, channel) => {
        if (!/^chat\.(?:postMessage|update)$/u.test(method) || !slow.has(channel ?? '')) return undefined;
        asked += 1;
        if (Math.random() >= refusedShare) return undefined;
        refused += 1;
        return { fault: 'rate_limited', retryAfterSeconds: 1 + Math.floor(Math.random() * 5) };
      });
      const watch = watchQueues(
        stage,
        stage.channels.filter((channel) => !slow.has(channel)),
      );
      const { names } = await blow(stage, size.overMs, say);
      await settled(stage, names, { withinMs: size.waitMs, quietMs: 8_000 });
      say(`${refused} of ${asked} posts and updates were refused`);
      const { ledger } = stage;
      return [...soundMessages(ledger, names), inOrder(ledger.standing()), notHeldUp(watch.stop())];
    });
  },
};

/** The messages of a group are numbered as they were put in the outbox; they stand in that order. */
function inOrder(standing: readonly Standing[]): Finding {
  const numbered = standing.flatMap(({ channel, ts, entryId = '' }) => {
    const { group = '', number } = /^(?<group>.+)\.(?<number>\d+)$/u.exec(entryId)?.groups ?? {};
    return number === undefined ? [] : [{ channel: `${channel} ${group}`, ts: Number(ts), number: Number(number) }];
  });
  const wrong = [...byChannel(numbered).values()].reduce((sum, group) => {
    const numbers = group.toSorted((one, other) => one.ts - other.ts).map(({ number }) => number);
    return sum + numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length;
  }, 0);
  return {
    what: `messages out of order, of ${numbered.length}`,
    found: String(wrong),
    wanted: '0',
    met: wrong === 0 && numbered.length > 0,
  };
}

const paceMs = 1_050;

interface Waits {
  readonly longestMs: number;
  /** How often something was seen waiting. */
  readonly seen: number;
}

/** Looks at the queues of channels, and keeps the longest that one let something wait beyond its pace. */
function watchQueues({ client, ledger }: Stage, channels: readonly string[]): { stop(): Waits } {
  const queue = createQueue(client, stateTable.name);
  const waitingSince = new Map<string, number>();
  let longestMs = 0;
  let seen = 0;
  let isOn = true;
  const look = async (channel: string): Promise<void> => {
    const lookedAt = Date.now();
    const count = await queue.count(channel);
    if (count === 0) {
      waitingSince.delete(channel);
      return;
    }
    seen += 1;
    const since = waitingSince.get(channel) ?? lookedAt;
    waitingSince.set(channel, since);
    const last = ledger.sendings().findLast((sending) => sending.channel === channel)?.at ?? 0;
    longestMs = Math.max(longestMs, lookedAt - Math.max(since, last + paceMs));
  };
  void (async () => {
    while (isOn) {
      await Promise.all(channels.map(look));
      await delay(100);
    }
  })();
  return {
    stop() {
      isOn = false;
      return { longestMs, seen };
    },
  };
}

function notHeldUp({ longestMs, seen }: Waits): Finding {
  return {
    what: `longest wait beyond the pace in the channels that go free (${seen} looks at something waiting)`,
    found: `${Math.round(longestMs)} ms`,
    wanted: '1,000 ms',
    met: seen > 0 && longestMs <= 1_000,
  };
}
