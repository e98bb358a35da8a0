import { type Attempts, attemptsOf, countingAttempts, markAttempt } from './attempts.ts';
import { type ChannelDesk, type Outcome, settled } from './channel-desk.ts';
import type { Drawn } from './delivery-port.ts';
import { checkTurn, rest, writeInTurn } from './desk.ts';
import { type Drawing, draw } from './draw.ts';
import { lookUp } from './look-up.ts';
import type { WaitingPost } from './outbox-item.ts';
import { backoff } from './persistently.ts';
import type { Place } from './place.ts';
import type { Receipt } from './receipt.ts';
import { type Failure, failureOf, whyRefused } from './refusals.ts';
import { settleFound, settleSent, settleUnsent } from './settle-post.ts';

/**
 * Sends a post, once, however long that takes: nothing after it in its channel goes before it.
 *
 * Slack has no way of posting something only once. So each attempt is written down before it is made, and where its
 * outcome is not known, the message is looked for before the next one.
 *
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`: what was done by then is found by the next one who tries
 */
export async function deliverPost(desk: ChannelDesk, entry: WaitingPost, firstPlace: Place): Promise<Outcome> {
  const attempts = attemptsOf(entry, desk.now());
  let place = firstPlace;
  for (let failures = 0; ; ) {
    if (await isThere(desk, entry, place, attempts)) return settled;
    await desk.pace.wait();
    if (!(await markAttempt(desk, entry, attempts))) return settled;
    const drawing = await draw(desk, entry.entryId, entry.content);
    if (drawing.kind !== 'drawn') return giveUp(desk, entry, attempts, { place, receipt: receiptOf(drawing, entry) });
    const failure = await post(desk, entry, attempts, { place, drawn: drawing.drawn });
    if (failure === undefined) return settled;
    if (failure.kind === 'rate_limited') {
      await rest(desk, failure.afterMs);
    } else if (failure.kind === 'unavailable') {
      await rest(desk, backoff(failures, desk.random));
      failures += 1;
    } else {
      const why = whyRefused(failure.code, 'post');
      if (why === 'channel' || (why === 'thread' && place.threadTs === undefined)) {
        await writeInTurn(desk, [countingAttempts(desk.tableName, entry, attempts)], 'take attempt back');
        return { kind: 'parked', error: failure.code };
      }
      if (why === 'content') {
        desk.log.error(
          { entryId: entry.entryId, content: entry.content, error: failure.code },
          'Slack refused a message',
        );
        const receipt: Receipt = { state: 'refused', error: failure.code, content: entry.content };
        return giveUp(desk, entry, attempts, { place, receipt });
      }
      desk.log.warn({ entryId: entry.entryId, error: failure.code }, 'a thread is gone; posting beside it');
      place = { channel: place.channel };
    }
  }
}

/** Whether a message of unknown outcome is found to be there; if so, it is settled. */
async function isThere(desk: ChannelDesk, entry: WaitingPost, place: Place, attempts: Attempts): Promise<boolean> {
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
  entry: WaitingPost,
  attempts: Attempts,
  { place, drawn }: { readonly place: Place; readonly drawn: Drawn },
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

async function giveUp(
  desk: ChannelDesk,
  entry: WaitingPost,
  attempts: Attempts,
  unsent: { readonly place: Place; readonly receipt: Receipt },
): Promise<Outcome> {
  await settleUnsent(desk, entry, attempts, unsent);
  return settled;
}

function receiptOf({ kind }: Drawing, { content }: WaitingPost): Receipt {
  return kind === 'failed' ? { state: 'refused', error: 'cannot_draw', content } : { state: 'nothing' };
}
