import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findReceipt, type SentReceipt } from '../../src/delivery/receipt.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { bot, people } from '../../src/playground/workspace/people.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createWorld, type World } from './support/delivery-world.ts';

const { csAlerts, general, salesOps, archived } = conversationIds;
const verifiedMs = 170_000;

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

const emptied = async (): Promise<boolean> => (await world.count('outbox')) === 0;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index + 1}`);
const faults = () => world.workspace.playground.faults;

async function receiptOf(entryId: string): Promise<SentReceipt> {
  const receipt = await findReceipt(engine.client, world.tableName, entryId);
  if (receipt?.state !== 'sent') throw new Error(`${entryId} was not sent`);
  return receipt;
}

/** How far apart the messages of a channel are, in seconds. */
function gaps(channel: string): readonly number[] {
  const times = world.messages(channel).map(({ ts }) => Number(ts));
  return times.slice(1).map((ts, index) => ts - (times[index] ?? 0));
}

describe('createDelivery', () => {
  it('posts in order, a second apart, all channels at once', async () => {
    for (const entryId of numbered(4)) await world.post(csAlerts, entryId);
    for (const entryId of numbered(4)) await world.post(general, `general-${entryId}`);
    const began = world.time.now();

    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(numbered(4));
    expect(world.texts(general)).toEqual(numbered(4).map((entryId) => `general-${entryId}`));
    expect(Math.min(...gaps(csAlerts), ...gaps(general))).toBeGreaterThanOrEqual(1);
    expect(world.time.now() - began).toBeLessThan(5_000);
  });

  it('sends at once what is put in while nothing else waits', async () => {
    world.start();
    await world.time.pass(7_000);

    await world.post(csAlerts, 'm1');
    const stored = world.time.now();
    await world.time.until(() => world.texts(csAlerts).length === 1);

    expect(world.time.now() - stored).toBe(0);
  });

  it('hangs thread posts on the message of their parent', async () => {
    await world.post(csAlerts, 'parent');
    await world.post(csAlerts, 'member', 'parent');
    await world.post(csAlerts, 'reminder', 'member');

    world.start();
    await world.time.until(emptied);

    const [parent, ...replies] = world.messages(csAlerts);
    expect(replies.map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ['member', parent?.ts],
      ['reminder', parent?.ts],
    ]);
  });

  it('sends a parent first that was put in by a clock that is ahead', async () => {
    await world.outbox.put({ kind: 'post', entryId: 'p', channel: csAlerts, content: 'parent' }, '2026-01-05T10#2');
    await world.outbox.put(
      { kind: 'post', entryId: 'c', channel: csAlerts, content: 'child', threadOf: 'p' },
      '2026-01-05T09#1',
    );

    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['parent', 'child']);
    expect(world.messages(csAlerts)[1]?.threadTs).toBe(world.messages(csAlerts)[0]?.ts);
  });

  it('posts beside a thread whose first message was deleted', async () => {
    await world.post(csAlerts, 'parent');
    world.start();
    await world.time.until(emptied);
    await world.workspace.call('chat.delete', { channel: csAlerts, ts: (await receiptOf('parent')).ts });

    await world.post(csAlerts, 'member', 'parent');
    await world.time.until(emptied);

    expect(world.messages(csAlerts).map(({ text, threadTs }) => [text, threadTs])).toEqual([['member', undefined]]);
  });

  it('changes a message once for several updates, after the posts that wait', async () => {
    await world.post(csAlerts, 'm1');
    world.start();
    await world.time.until(emptied);
    const changes: string[] = [];
    world.workspace.playground.watch((change) => {
      if (change.kind === 'message') changes.push(change.message.text);
    });

    await world.update(csAlerts, 'm1', 'older');
    await world.update(csAlerts, 'm1', 'newer');
    await world.post(csAlerts, 'm2');
    await world.time.until(emptied);

    expect(changes).toEqual(['m2', 'newer']);
    expect(world.texts(csAlerts)).toEqual(['newer', 'm2']);
  });

  it('spares the update of a message that is drawn only now', async () => {
    await world.post(csAlerts, 'm1');
    await world.update(csAlerts, 'm1', 'changed');
    world.saying.set('m1', 'drawn late');

    world.start();
    await world.time.until(emptied);

    expect(world.messages(csAlerts)).toMatchObject([{ text: 'drawn late', edited: false }]);
  });

  it('lets an update take turns with the posts once it has waited for long', async () => {
    await world.post(csAlerts, 'm0');
    await world.update(csAlerts, 'm0', 'not seen');
    world.start();
    await world.time.until(() => world.texts(csAlerts).length === 1);
    for (const entryId of numbered(14)) await world.post(csAlerts, entryId);

    await world.update(csAlerts, 'm0', 'changed');
    await world.time.until(() => world.texts(csAlerts)[0] === 'changed');

    expect(world.texts(csAlerts).length).toBeGreaterThanOrEqual(10);
    expect(world.texts(csAlerts).length).toBeLessThan(14);
  });

  it('finds every channel, however much waits for those before it', async () => {
    for (const entryId of numbered(60)) await world.post(csAlerts, entryId);
    await world.post(general, 'elsewhere');

    world.start();
    await world.time.until(() => world.texts(general).length === 1, 5_000);

    expect(world.texts(csAlerts).length).toBeLessThan(3);
  });

  it('does not lose an update that comes while an older one is under way', async () => {
    await world.post(csAlerts, 'm1');
    const instance = world.start();
    await world.time.until(emptied);
    let late: Promise<void> | undefined;
    instance.at = (moment) => {
      if (moment === 'after update') late ??= world.time.track(world.update(csAlerts, 'm1', 'newer'));
    };

    await world.update(csAlerts, 'm1', 'older');
    await world.time.until(() => late !== undefined);
    await late;
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['newer']);
  });

  it('keeps the order of a channel under rate limits, and holds up no other', async () => {
    for (const entryId of numbered(5)) await world.post(csAlerts, entryId);
    for (const entryId of numbered(5)) await world.post(general, `general-${entryId}`);
    let calls = 0;
    faults().rule((method, channel) => {
      if (method !== 'chat.postMessage' || channel !== csAlerts) return undefined;
      calls += 1;
      return calls % 2 === 1 ? { fault: 'rate_limited', retryAfterSeconds: 5 } : undefined;
    });
    const began = world.time.now();

    world.start();
    await world.time.until(() => world.texts(general).length === 5);
    const othersTook = world.time.now() - began;
    await world.time.until(emptied);

    expect(othersTook).toBeLessThan(5_500);
    expect(world.texts(csAlerts)).toEqual(numbered(5));
    expect(world.time.now() - began).toBeGreaterThanOrEqual(25_000);
  });

  it('posts once where the reply is lost, with the thread on what was posted', async () => {
    await world.post(csAlerts, 'parent');
    await world.post(csAlerts, 'member', 'parent');
    faults().add({ fault: 'lost_reply', method: 'chat.postMessage', times: 2 });

    world.start();
    await world.time.until(emptied);

    const [parent, member] = world.messages(csAlerts);
    expect(world.texts(csAlerts)).toEqual(['parent', 'member']);
    expect(member?.threadTs).toBe(parent?.ts);
    expect((await receiptOf('member')).ts).toBe(member?.ts);
  });

  it('loses nothing while Slack is down for ten minutes, and is quick to notice its end', async () => {
    faults().rule(() => ({ fault: 'server_error' }));
    world.start();
    for (const entryId of numbered(3)) await world.post(csAlerts, entryId);
    await world.time.pass(600_000);
    expect(world.texts(csAlerts)).toEqual([]);

    faults().clear();
    const ended = world.time.now();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(numbered(3));
    expect(world.time.now() - ended).toBeLessThan(65_000);
  });

  it('waits for its turn after another instance that has just sent', async () => {
    const first = world.start();
    await world.post(csAlerts, 'm1');
    await world.time.until(emptied);
    await first.end();

    await world.post(csAlerts, 'm2');
    world.start();
    await world.time.until(emptied);

    expect(gaps(csAlerts)[0]).toBeGreaterThanOrEqual(1);
    expect(gaps(csAlerts)[0]).toBeLessThan(1.1);
  });
});

describe('createDelivery after a crash or a stall', () => {
  it('finds what was posted just before a crash instead of posting it again', async () => {
    await world.post(csAlerts, 'parent');
    await world.post(csAlerts, 'member', 'parent');
    const first = world.start();
    first.at = (moment) => {
      if (moment === 'after post') first.kill();
    };
    await world.time.until(() => world.texts(csAlerts).length === 1);

    const second = world.start();
    second.at = (moment) => {
      if (moment === 'after post') second.kill();
    };
    await world.time.until(() => world.texts(csAlerts).length === 2);
    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['parent', 'member']);
    expect(world.messages(csAlerts)[1]?.threadTs).toBe((await receiptOf('parent')).ts);
    expect(await world.count('verify')).toBe(0);
  });

  it('posts what a crash kept from being posted', async () => {
    await world.post(csAlerts, 'm1');
    const first = world.start();
    first.at = (moment) => {
      if (moment === 'before post') first.kill();
    };
    await world.time.pass(1_000);

    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['m1']);
  });

  it('deletes what a stalled instance posts when it goes on, and keeps the thread', async () => {
    await world.post(csAlerts, 'parent');
    await world.post(csAlerts, 'member', 'parent');
    const first = world.start();
    let goOn: (() => void) | undefined;
    first.at = (moment) => {
      if (moment === 'before post') goOn ??= first.stop();
    };
    await world.time.until(() => goOn !== undefined);
    world.start();
    await world.time.until(emptied);
    // Longer than any look that was planned.
    await world.time.pass(200_000);

    goOn?.();
    await world.time.until(() => world.texts(csAlerts).length === 3);
    await world.time.until(() => world.texts(csAlerts).length === 2);

    const [parent, member] = world.messages(csAlerts);
    expect(world.texts(csAlerts)).toEqual(['parent', 'member']);
    expect((await receiptOf('parent')).ts).toBe(parent?.ts);
    expect(member?.threadTs).toBe(parent?.ts);
  });

  it('does not send what it had drawn before it was overtaken', async () => {
    await world.post(csAlerts, 'm1');
    const first = world.start();
    let goOn: (() => void) | undefined;
    let late = 0;
    first.at = (moment) => {
      if (moment === 'after draw') goOn ??= first.stop();
      if (moment === 'before post') late += 1;
    };
    await world.time.until(() => goOn !== undefined);
    world.start();
    await world.time.until(emptied);

    goOn?.();
    await world.time.pass(5_000);

    expect(late).toBe(0);
    expect(world.texts(csAlerts)).toEqual(['m1']);
  });

  it('writes nothing after it was overtaken', async () => {
    await world.post(csAlerts, 'm1');
    await world.post(csAlerts, 'm2');
    const first = world.start();
    let goOn: (() => void) | undefined;
    first.at = (moment) => {
      if (moment === 'after post') goOn ??= first.stop();
    };
    await world.time.until(() => goOn !== undefined);
    world.start();
    await world.time.until(emptied);
    const kept = await receiptOf('m1');

    goOn?.();
    await world.time.pass(verifiedMs);

    expect(await receiptOf('m1')).toEqual(kept);
    expect(world.texts(csAlerts)).toEqual(['m1', 'm2']);
  });

  it('draws a message again that a stalled instance made say something old', async () => {
    await world.post(csAlerts, 'm1');
    const first = world.start();
    await world.time.until(emptied);
    let goOn: (() => void) | undefined;
    first.at = (moment) => {
      if (moment === 'before update') goOn ??= first.stop();
    };
    world.saying.set('change', 'older');
    await world.update(csAlerts, 'm1', 'change');
    await world.time.until(() => goOn !== undefined);
    world.saying.set('change', 'newer');
    world.start();
    await world.time.until(emptied);
    const seen: string[] = [];
    world.workspace.playground.watch((change) => {
      if (change.kind === 'message') seen.push(change.message.text);
    });

    goOn?.();
    await world.time.until(() => seen.length === 2);

    expect(seen).toEqual(['older', 'newer']);
  });

  it('deletes a request that arrives after its message was looked for and posted again', async () => {
    await world.post(csAlerts, 'm1');
    faults().add({ fault: 'dropped', method: 'chat.postMessage' });
    world.start();
    await world.time.until(emptied);
    const late = { event_type: 'vitals_delivery', event_payload: { entry_id: 'm1' } };

    await world.workspace.call('chat.postMessage', { channel: csAlerts, text: 'm1, late', metadata: late });
    await world.time.pass(11_000);
    expect(world.texts(csAlerts)).toEqual(['m1']);
    await world.workspace.call('chat.postMessage', { channel: csAlerts, text: 'm1, later', metadata: late });
    await world.time.pass(verifiedMs);

    expect(world.texts(csAlerts)).toEqual(['m1']);
    expect(await world.count('verify')).toBe(0);
  });

  it('keeps the first of several that it finds, and has it say what is to be said now', async () => {
    await world.post(csAlerts, 'm1');
    faults().rule((method) => (method === 'chat.postMessage' ? { fault: 'dropped' } : undefined));
    world.start();
    await world.time.pass(2_000);
    const late = { event_type: 'vitals_delivery', event_payload: { entry_id: 'm1' } };
    for (const text of ['old one', 'other one']) {
      world.workspace.playground.workspace.add({ channel: csAlerts, user: bot.id, text, metadata: late });
    }
    const [first] = world.messages(csAlerts);

    await world.time.until(emptied);
    await world.time.pass(verifiedMs);

    expect(world.messages(csAlerts)).toMatchObject([{ ts: first?.ts, text: 'm1' }]);
  });

  it('posts again where it may not look, for no message is worse than two', async () => {
    await world.post(csAlerts, 'm1');
    faults().add({ fault: 'dropped', method: 'chat.postMessage' });
    faults().rule((method) =>
      method === 'conversations.history' ? { fault: 'error', error: 'missing_scope' } : undefined,
    );

    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['m1']);
  });

  it('looks for messages through rate limits and outages', async () => {
    await world.post(csAlerts, 'm1');
    faults().add({ fault: 'lost_reply', method: 'chat.postMessage' });
    faults().add({ fault: 'rate_limited', retryAfterSeconds: 30, method: 'conversations.history' });
    faults().add({ fault: 'server_error', method: 'conversations.history', times: 3 });

    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['m1']);
  });
});

describe('createDelivery where Slack takes no message', () => {
  it('parks a channel, tells the operator once, and sends in order when it may again', async () => {
    const instance = world.start();
    await world.post(salesOps, 'm1');
    await world.post(salesOps, 'm2');
    await world.post(csAlerts, 'elsewhere');
    await world.time.until(() => world.texts(csAlerts).length === 1);
    await world.time.pass(700_000);
    const since = (await instance.delivery.parkedChannels())[0]?.since ?? '';

    expect(await instance.delivery.parkedChannels()).toEqual([
      { channel: salesOps, error: 'not_in_channel', since, waiting: 2 },
    ]);
    expect(world.time.now() - Date.parse(since)).toBeGreaterThanOrEqual(700_000);
    expect(world.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
    world.workspace.playground.workspace.join(salesOps, bot.id);
    await instance.delivery.unpark(salesOps);
    const asked = world.time.now();
    await world.time.until(emptied);
    expect(world.texts(salesOps)).toEqual(['m1', 'm2']);
    expect(world.time.now() - asked).toBeLessThan(5_000);
    expect(await instance.delivery.parkedChannels()).toEqual([]);
    // What was refused was certainly not sent.
    expect(await world.count('verify')).toBe(0);
  });

  it('tries a parked channel again by itself', async () => {
    world.start();
    await world.post(salesOps, 'm1');
    await world.time.pass(60_000);
    world.workspace.playground.workspace.join(salesOps, bot.id);

    await world.time.until(emptied, 600_000);

    expect(world.texts(salesOps)).toEqual(['m1']);
  });

  it('hears from another instance that a parked channel is to be tried', async () => {
    world.start();
    const other = world.start();
    await world.post(archived, 'm1');
    await world.post(salesOps, 'm2');
    await world.time.pass(10_000);
    world.workspace.playground.workspace.join(salesOps, bot.id);

    await other.delivery.unpark(salesOps);
    await world.time.until(() => world.texts(salesOps).length === 1, 40_000);

    expect(await other.delivery.parkedChannels()).toMatchObject([{ channel: archived, error: 'is_archived' }]);
  });

  it('puts aside a message that Slack takes in no form, and goes on', async () => {
    await world.post(csAlerts, 'bad');
    await world.post(csAlerts, 'good');
    faults().add({ fault: 'error', error: 'msg_too_long', method: 'chat.postMessage', times: 2 });
    world.saying.set('bad', 'x'.repeat(4_000));

    world.start();
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual(['good']);
    expect(await findReceipt(engine.client, world.tableName, 'bad')).toMatchObject({
      state: 'refused',
      error: 'msg_too_long',
      content: 'bad',
    });
    expect(world.logged).toMatchObject([{ level: 'error', msg: 'Slack refused a message' }]);
  });

  it('waits for what a message is drawn from, and puts aside one that cannot be drawn', async () => {
    await world.post(csAlerts, 'broken');
    await world.post(csAlerts, 'late');
    world.saying.set('broken', new TypeError('no such alert'));
    world.saying.set('late', new AppError('repository.unavailable', 'gone for a while', { retryable: true }));

    world.start();
    await world.time.pass(300_000);
    const before = world.texts(csAlerts);
    world.saying.delete('late');
    await world.time.until(emptied);

    expect(before).toEqual([]);
    expect(world.texts(csAlerts)).toEqual(['late']);
    expect(await findReceipt(engine.client, world.tableName, 'broken')).toMatchObject({ error: 'cannot_draw' });
  });

  it('puts aside what lies there in a form that it does not know, and goes on', async () => {
    const put = (item: Record<string, unknown>) =>
      engine.client.send(new PutCommand({ TableName: world.tableName, Item: item }));
    const odd = { pk: 'outbox', sk: `${csAlerts}#p#2026#odd`, entryId: 'odd', kind: 'postcard' };
    await put(odd);
    await put({ pk: 'sent#odd', sk: 'sent', state: 'waiting' });
    await put({ pk: 'outbox', sk: `${csAlerts}#u#odd`, kind: 'update' });
    await put({ pk: 'verify', sk: '2026-01-01T00:00:00.000Z#odd' });
    await world.post(csAlerts, 'member', 'odd');
    await world.post(csAlerts, 'm1');

    world.start();
    await world.time.until(emptied);
    await world.time.until(async () => (await world.count('verify')) === 0);

    expect(world.texts(csAlerts)).toEqual(['member', 'm1']);
    expect(await world.count('dead#delivery')).toBe(3);
    expect(await findReceipt(engine.client, world.tableName, 'odd')).toMatchObject({ error: 'unreadable' });
    const said = { level: 'error', msg: 'put aside what delivery cannot deal with' };
    expect(world.logged).toMatchObject([said, said, said]);
  });

  it('is done with what has nothing to say any more, and tells what hung on it', async () => {
    await world.post(csAlerts, 'over');
    await world.post(csAlerts, 'member', 'over');
    await world.update(csAlerts, 'over', 'changed');
    world.saying.set('over', undefined);

    world.start();
    await world.time.until(emptied);

    expect(world.messages(csAlerts)).toMatchObject([{ text: 'member', threadTs: undefined }]);
  });

  it('is done with the update of a message that is gone', async () => {
    await world.post(csAlerts, 'm1');
    world.start();
    await world.time.until(emptied);
    await world.workspace.call('chat.delete', { channel: csAlerts, ts: (await receiptOf('m1')).ts });

    await world.update(csAlerts, 'm1', 'changed');
    await world.time.until(emptied);

    expect(world.texts(csAlerts)).toEqual([]);
    expect(world.logged).toEqual([]);
  });

  it('writes to a person, and changes and finds that message in their conversation', async () => {
    const conversation = `D${people.member.id.slice(1)}`;
    await world.post(people.member.id, 'm1');
    await world.post(people.member.id, 'm2');
    faults().add({ fault: 'lost_reply', method: 'chat.postMessage' });

    world.start();
    await world.time.until(emptied);
    await world.update(people.member.id, 'm1', 'changed');
    await world.time.until(emptied);

    expect(world.texts(conversation)).toEqual(['changed', 'm2']);
    expect(await receiptOf('m1')).toMatchObject({ channel: conversation });
  });
});
