/** One message that Slack took, or one that it took back. */
export interface Sending {
  readonly at: number;
  readonly kind: 'post' | 'update' | 'delete';
  readonly channel: string;
  readonly ts: string;
}

/** A message as it stands. */
export interface Standing {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly entryId: string | undefined;
  /** Everything that a reader of the message sees. */
  readonly text: string;
}

/** What a workspace was told and holds: the part of a message that the ledger reads. */
export interface ToldMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly onlyFor: string | undefined;
  readonly metadata: { readonly event_payload: Readonly<Record<string, unknown>> } | undefined;
}

export type Told =
  | { readonly kind: 'message'; readonly message: ToldMessage }
  | { readonly kind: 'removed'; readonly message: ToldMessage }
  | { readonly kind: 'views' | 'home' | 'thread' | 'warning' | 'connection' };

export interface Ledger {
  tell(told: Told): void;
  /** Everything that the app sent to channels, in order. */
  sendings(): readonly Sending[];
  /** The app's messages that are there now, in the order in which they were posted. */
  standing(): readonly Standing[];
}

/** Keeps books of what the app says where everyone sees it; `now` is in milliseconds since 1970. */
export function createLedger(botUserId: string, now: () => number): Ledger {
  const sendings: Sending[] = [];
  const standing = new Map<string, Standing>();
  return {
    tell(told) {
      if (told.kind !== 'message' && told.kind !== 'removed') return;
      const { message } = told;
      const { channel, ts } = message;
      if (message.user !== botUserId || message.onlyFor !== undefined) return;
      const key = `${channel} ${ts}`;
      if (told.kind === 'removed') {
        standing.delete(key);
        sendings.push({ at: now(), kind: 'delete', channel, ts });
        return;
      }
      sendings.push({ at: now(), kind: standing.has(key) ? 'update' : 'post', channel, ts });
      standing.set(key, {
        channel,
        ts,
        threadTs: message.threadTs,
        entryId: entryIdOf(message),
        text: textOf(message),
      });
    },
    sendings: () => [...sendings],
    standing: () => [...standing.values()],
  };
}

function entryIdOf({ metadata }: ToldMessage): string | undefined {
  const id = metadata?.event_payload['entry_id'];
  return typeof id === 'string' ? id : undefined;
}

/** The blocks hold all that is shown; the text twin says the same again, so that it would count twice. */
function textOf({ text, blocks }: ToldMessage): string {
  return blocks.length === 0 ? text : JSON.stringify(blocks);
}
