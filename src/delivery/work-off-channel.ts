import type { ChannelDesk, Outcome } from './channel-desk.ts';
import { notingParked, type Parked } from './channel-item.ts';
import { deliverPost } from './deliver-post.ts';
import { deliverUpdate } from './deliver-update.ts';
import { writeInTurn } from './desk.ts';
import { nextTask, type Task } from './next-task.ts';

/** After how long a channel that takes no messages is tried again, in milliseconds. */
const parkedMs = 600_000;

/**
 * Sends what waits for a channel, one after the other, until nothing does or the channel takes no more.
 *
 * @param parked that it took none before
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export async function workOffChannel(desk: ChannelDesk, parked: Parked | undefined): Promise<void> {
  let last: Task['kind'] | undefined;
  let isParked = parked !== undefined;
  for (let failures = 0; ; ) {
    // First, so that what comes meanwhile is in its place.
    await desk.pace.wait();
    const task = await nextTask(desk, last);
    if (task === undefined) return;
    const outcome = await carryOut(desk, task, failures);
    if (outcome.kind === 'parked') return park(desk, outcome.error, parked);
    if (isParked && outcome.kind === 'settled') {
      desk.log.info({ channel: desk.channel }, 'a channel takes messages again');
      isParked = false;
    }
    failures = outcome.kind === 'again' ? failures + 1 : 0;
    last = task.kind;
  }
}

function carryOut(desk: ChannelDesk, task: Task, failures: number): Promise<Outcome> {
  if (task.kind === 'post') return deliverPost(desk, task.post, task.place);
  return deliverUpdate(desk, task.update, { receipt: task.receipt, failures });
}

async function park(desk: ChannelDesk, error: string, before: Parked | undefined): Promise<void> {
  const { channel, tableName } = desk;
  const nowMs = desk.now();
  const since = before?.since ?? new Date(nowMs).toISOString();
  const parked = { error, since, retryAtMs: nowMs + parkedMs };
  await writeInTurn(desk, [notingParked(tableName, channel, parked, nowMs)], 'park channel');
  const level = before?.error === error ? 'debug' : 'error';
  desk.log[level]({ channel, error }, 'a channel takes no messages; what is for it waits');
}
