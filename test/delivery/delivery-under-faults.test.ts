import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findReceipt } from '../../src/delivery/receipt.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createWorld, type Instance, type World } from './support/delivery-world.ts';

const { csAlerts, general } = conversationIds;

let engine: TestEngine;
let world: World;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  world = await createWorld(engine.client);
});

afterEach(() => world.close());

interface Entry {
  readonly entryId: string;
  readonly channel: string;
  readonly threadOf: string | undefined;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every second call to Slack goes wrong in one way or another. */
function breakSlack(random: () => number): void {
  world.workspace.playground.faults.rule(() => {
    const drawn = random();
    if (drawn < 0.15) return { fault: 'rate_limited', retryAfterSeconds: 1 + Math.floor(random() * 5) };
    if (drawn < 0.3) return { fault: 'lost_reply' };
    if (drawn < 0.4) return { fault: 'dropped' };
    return drawn < 0.5 ? { fault: 'server_error' } : undefined;
  });
}

/** Keeps two instances running, of which one is killed or stalled at any call to Slack, until it is told to end. */
function keepBreaking(random: () => number) {
  let isOver = false;
  let stalled = 0;
  function arm(instance: Instance): void {
    instance.at = () => {
      const drawn = isOver ? 1 : random();
      if (drawn >= 0.12) return;
      instance.at = () => undefined;
      if (drawn < 0.06) {
        instance.kill();
        arm(world.start());
      } else {
        const goOn = instance.stop();
        stalled += 1;
        void world.time.pause(Math.floor(random() * 300_000)).then(() => {
          stalled -= 1;
          goOn();
          arm(instance);
        });
      }
    };
  }
  arm(world.start());
  arm(world.start());
  return {
    noneStalled: () => stalled === 0,
    end: () => {
      isOver = true;
    },
  };
}

describe('delivery under faults', () => {
  it('says everything once, in order, as it is now and in its thread', async () => {
    const random = seeded(18);
    breakSlack(random);
    const breaking = keepBreaking(random);
    const entries: Entry[] = [];
    const said = new Map<string, string>();
    for (let index = 0; index < 12; index += 1) {
      const channel = random() < 0.5 ? csAlerts : general;
      const parents = entries.filter((one) => one.channel === channel && one.threadOf === undefined);
      const threadOf = parents[Math.floor(random() * 2 * parents.length)]?.entryId;
      const entry = { entryId: `m${index}`, channel, threadOf };
      entries.push(entry);
      said.set(entry.entryId, entry.entryId);
      await world.post(channel, entry.entryId, threadOf);
      const changed = entries[Math.floor(random() * 2 * entries.length)];
      if (changed !== undefined) {
        const text = `${changed.entryId} changed by ${index}`;
        said.set(changed.entryId, text);
        world.saying.set(changed.entryId, text);
        await world.update(changed.channel, changed.entryId, changed.entryId);
      }
      await world.time.pass(Math.floor(random() * 4_000));
    }

    await world.time.until(async () => breaking.noneStalled() && (await world.count('outbox')) === 0, 6_000_000);
    breaking.end();
    world.workspace.playground.faults.clear();
    await world.time.until(async () => breaking.noneStalled() && (await world.count('verify')) === 0, 2_000_000);
    await world.time.until(async () => (await world.count('outbox')) === 0);

    const tsOf = async (entryId: string | undefined): Promise<string | undefined> => {
      const receipt = entryId === undefined ? undefined : await findReceipt(engine.client, world.tableName, entryId);
      return receipt?.state === 'sent' ? receipt.ts : undefined;
    };
    const expected = entries.map(async ({ channel, entryId, threadOf }) => ({
      channel,
      ts: await tsOf(entryId),
      threadTs: await tsOf(threadOf),
      text: said.get(entryId),
    }));
    const shown = [csAlerts, general].flatMap((channel) => world.messages(channel));
    expect(shown.map(({ channel, ts, threadTs, text }) => ({ channel, ts, threadTs, text }))).toEqual(
      (await Promise.all(expected)).toSorted((one, other) => one.channel.localeCompare(other.channel)),
    );
  }, 30_000);
});
