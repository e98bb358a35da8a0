import { AppError } from '../errors/app-error.ts';
import type { Content, Drawn, Sending } from './delivery-port.ts';
import { type Desk, rest } from './desk.ts';
import { backoff } from './persistently.ts';

/** `failed`: it cannot be drawn, however often it is tried. */
export type Drawing =
  | { readonly kind: 'drawn'; readonly drawn: Drawn }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed' };

const mostTries = 5;

/**
 * What a message says now. Waits for as long as what it is drawn from cannot be read.
 *
 * @throws {TurnOver}
 */
export async function draw(
  desk: Desk,
  { entryId, content, sending }: { readonly entryId: string; readonly content: Content; readonly sending: Sending },
): Promise<Drawing> {
  for (let failures = 0; ; failures += 1) {
    try {
      const drawn = await desk.port.draw(content, entryId, sending);
      return drawn === undefined ? { kind: 'nothing' } : { kind: 'drawn', drawn };
    } catch (error) {
      const passes = error instanceof AppError && error.retryable;
      if (!passes && failures + 1 >= mostTries) {
        desk.log.error({ err: error, entryId, content }, 'a message cannot be drawn, so it is not sent');
        return { kind: 'failed' };
      }
      desk.log.warn({ err: error, entryId }, 'a message could not be drawn; trying again');
      await rest(desk, backoff(failures, desk.random));
    }
  }
}
