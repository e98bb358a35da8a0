import type { ChannelDesk } from './channel-desk.ts';
import { finish } from './deliver-update.ts';
import type { WaitingPost, WaitingUpdate } from './outbox-item.ts';
import { type Place, placeOf } from './place.ts';
import { readable } from './put-aside.ts';
import { findReceipt, type SentReceipt } from './receipt.ts';

export type Task =
  | { readonly kind: 'post'; readonly post: WaitingPost; readonly place: Place }
  | { readonly kind: 'update'; readonly update: WaitingUpdate; readonly receipt: SentReceipt };

/** Posts go first, but no update waits for longer than this while they do, in milliseconds. */
const longestUpdateWaitMs = 10_000;
const lookedAt = 25;
const mostOvertaken = 100;

/**
 * What is to be sent to a channel next; undefined when nothing waits.
 *
 * Updates go after the posts, so that many of them for one message come to one. One that has waited for long takes
 * turns with the posts.
 *
 * @param after what was sent last
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export async function nextTask(desk: ChannelDesk, after: Task['kind'] | undefined): Promise<Task | undefined> {
  const post = await nextPost(desk);
  if (post !== undefined && after === 'update') return post;
  const update = await nextUpdate(desk);
  if (post === undefined || update === undefined) return post ?? update;
  return desk.now() - update.update.sinceMs > longestUpdateWaitMs ? update : post;
}

/** The first post whose parent is not waiting behind it, where the clocks of two instances disagree. */
async function nextPost(desk: ChannelDesk): Promise<Extract<Task, { kind: 'post' }> | undefined> {
  for (const limit of [1, mostOvertaken]) {
    const posts = await readable(desk, () => desk.queue.posts(desk.channel, limit));
    for (const post of posts) {
      const place = await placeOf(desk, post);
      if (place !== undefined) return { kind: 'post', post, place };
    }
    const [first] = posts;
    if (first === undefined) return undefined;
    if (limit === mostOvertaken) return { kind: 'post', post: first, place: { channel: desk.channel } };
  }
  return undefined;
}

/** The update that has waited longest of those whose message is sent; those whose message is not there are dropped. */
async function nextUpdate(desk: ChannelDesk): Promise<Extract<Task, { kind: 'update' }> | undefined> {
  const updates = await readable(desk, () => desk.queue.updates(desk.channel, lookedAt));
  for (const update of updates.toSorted((one, other) => one.sinceMs - other.sinceMs)) {
    const receipt = await findReceipt(desk.client, desk.tableName, update.of);
    if (receipt?.state === 'sent') return { kind: 'update', update, receipt };
    if (receipt?.state !== 'waiting') await finish(desk, update);
  }
  return undefined;
}
