import type { Sent } from './delivery-port.ts';
import type { Desk } from './desk.ts';
import { persistently } from './persistently.ts';
import type { Place } from './place.ts';
import { failureOf, whyRefused } from './refusals.ts';

/** Slack's clock may be behind ours. */
const skewMs = 120_000;

/**
 * The messages that say they are this entry; in order of time. Who may not look finds none: no message is worse than two.
 *
 * @param sinceMs when it was first tried to be sent, milliseconds since 1970
 * @throws {TurnOver}
 */
export async function lookUp(desk: Desk, entryId: string, place: Place, sinceMs: number): Promise<readonly Sent[]> {
  try {
    const sent = await persistently(desk, () => desk.port.sent({ ...place, oldestTs: oldestTs(sinceMs) }));
    return sent.filter((one) => one.entryId === entryId);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'rejected') throw error;
    // Where the thread is gone, the message may have been posted beside it.
    if (place.threadTs !== undefined && whyRefused(failure.code, 'post') === 'thread') {
      return lookUp(desk, entryId, { channel: place.channel }, sinceMs);
    }
    desk.log.warn({ err: error, entryId, channel: place.channel }, 'a channel cannot be looked at for a message');
    return [];
  }
}

/** Slack's `ts` of a time before which nothing that was sent since `sinceMs` can be. */
export function oldestTs(sinceMs: number): string {
  return (Math.max(0, sinceMs - skewMs) / 1000).toFixed(6);
}
