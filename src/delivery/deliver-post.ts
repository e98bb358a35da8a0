import { type Attempts, attemptsOf, countingAttempts, markAttempt } from './attempts.ts';
import { type ChannelDesk, type Outcome, settled } from './channel-desk.ts';
import type { Drawn } from './delivery-port.ts';
import { checkTurn, rest, writeInTurn } from './desk.ts';
import { draw } from './draw.ts';
import { lookUp } from './look-up.ts';
import type { WaitingPost } from './outbox-item.ts';
import { backoff } from './persistently.ts';
import type { Place } from './place.ts';
import { type Failure, failureOf, whyRefused } from './refusals.ts';
import { settleFound, settleSent, settleUnsent } from './settle-post.ts';

interface Sending {
  readonly entry: WaitingPost;
  readonly attempts: Attempts;
  place: Place;
}

/**
 * Sends a post, once, however long that takes: nothing after it in its channel goes before it.
 *
 * Slack has no way of posting something only once. So each attempt is written down before it is made, and where its
 * outcome is not known, the message is looked for before the next one.
 *
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`: what was done by then is found by the next one who tries
 */
export async function deliverPost(desk: ChannelDesk, entry: WaitingPost, place: Place): Promise<Outcome> {
  const sending: Sending = { entry, attempts: attemptsOf(entry, desk.now()), place };
  for (let failures = 0; ; ) {
    const result = await attempt(desk, sending);
    if (result.kind === 'settled' || result.kind === 'parked') return result;
    if (result.kind === 'rate_limited') {
      await rest(desk, result.afterMs);
    } else if (result.kind === 'unavailable') {
      await rest(desk, backoff(failures, desk.random));
      failures += 1;
    }
  }
}

type Attempt = Extract<Outcome, { kind: 'settled' | 'parked' }> | Exclude<Failure, { kind: 'rejected' }>;

/** One attempt, unless the message is found to be there, or has nothing to say any more. */
async function attempt(desk: ChannelDesk, sending: Sending): Promise<Attempt | { readonly kind: 'elsewhere' }> {
  const { entry, attempts, place } = sending;
  const { entryId, content } = entry;
  if (await isThere(desk, sending)) return settled;
  await desk.pace.wait();
  if (!(await markAttempt(desk, entry, attempts))) return settled;
  const drawing = await draw(desk, { entryId, content, sending: 'post' });
  if (drawing.kind === 'nothing') return giveUp(desk, sending);
  if (drawing.kind === 'failed') return giveUp(desk, sending, 'cannot_draw');
  const failure = await post(desk, sending, drawing.drawn);
  if (failure === undefined) return settled;
  if (failure.kind !== 'rejected') return failure;
  const { code } = failure;
  const why = whyRefused(code, 'post');
  if (why === 'content') {
    desk.log.error({ entryId, content, error: code }, 'Slack refused a message');
    return giveUp(desk, sending, code);
  }
  if (why === 'thread' && place.threadTs !== undefined) {
    desk.log.warn({ entryId, error: code }, 'a thread is gone; posting beside it');
    sending.place = { channel: place.channel };
    return { kind: 'elsewhere' };
  }
  // It was certainly not sent, so nobody needs to look for it next time.
  await writeInTurn(desk, [countingAttempts(desk.tableName, entry, attempts)], 'take attempt back');
  return { kind: 'parked', error: code };
}

/** Whether a message of unknown outcome is found to be there; if so, it is settled. */
async function isThere(desk: ChannelDesk, { entry, attempts, place }: Sending): Promise<boolean> {
  if (!attempts.mustLook) return false;
  const [first, ...others] = await lookUp(desk, entry.entryId, place, attempts.firstMs);
  attempts.mustLook = false;
  if (first !== undefined) {
    await settleFound(desk, entry, attempts, { place, found: [first, ...others] });
    return true;
  }
  // It may yet come.
  desk.pace.note();
  return false;
}

/** Posts and settles; what stood in the way, if it is not posted. */
async function post(
  desk: ChannelDesk,
  { entry, attempts, place }: Sending,
  drawn: Drawn,
): Promise<Failure | undefined> {
  checkTurn(desk);
  const { entryId } = entry;
  let sent: { readonly ts: string; readonly channel: string };
  try {
    sent = await desk.port.post({ ...place, entryId, drawn });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'unavailable') {
      attempts.uncertain += 1;
      attempts.mustLook = true;
      desk.pace.note();
      desk.log.warn({ err: error, entryId }, 'Slack did not confirm a message; it will be looked for');
    }
    return failure;
  }
  await settleSent(desk, entry, attempts, { state: 'sent', ...place, ...sent });
  return undefined;
}

/** @param error why it cannot be sent; left out where there is nothing to say any more */
async function giveUp(desk: ChannelDesk, { entry, attempts, place }: Sending, error?: string): Promise<typeof settled> {
  const { content } = entry;
  const receipt = error === undefined ? { state: 'nothing' as const } : { state: 'refused' as const, error, content };
  await settleUnsent(desk, entry, attempts, { place, receipt });
  return settled;
}
