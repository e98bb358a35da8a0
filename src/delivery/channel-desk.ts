import type { Desk } from './desk.ts';
import type { Pace } from './pace.ts';

/** What is needed to work off the queue of one channel. */
export interface ChannelDesk extends Desk {
  readonly channel: string;
  readonly pace: Pace;
}

/**
 * What became of the work on an entry. `again`: it is still to be done, now or after what is more urgent by then.
 * `parked`: the channel takes no messages; `error` is Slack's code.
 */
export type Outcome =
  | { readonly kind: 'settled' }
  | { readonly kind: 'again' }
  | { readonly kind: 'parked'; readonly error: string };

export const settled = { kind: 'settled' } as const satisfies Outcome;
