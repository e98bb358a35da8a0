import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';
import { fromInboxItem, type InboxKey, type InboxPayload, inboxPartitions, toInboxKey } from './inbox-item.ts';
import { leftInPartition } from './inbox-leftovers.ts';
import { extension, finishing, parking, type TakeUp, takingUp } from './inbox-updates.ts';

export interface InboxEvent extends InboxKey {
  readonly payload: InboxPayload;
}

/** What became of an attempt to take up an event that someone left. */
export type StartResult =
  /** It is ours for the time of a lease; `attempt` counts the first one too. */
  | { readonly outcome: 'started'; readonly payload: InboxPayload; readonly attempt: number }
  /** Another instance has it, or it is done. */
  | { readonly outcome: 'taken' }
  /** It was tried as often as is allowed; nobody will be given it again. */
  | { readonly outcome: 'parked'; readonly payload: InboxPayload; readonly attempt: number };

/** The events that Slack sent us, each of them to be worked off once. All of it throws `repository.*`. */
export interface Inbox {
  /**
   * Keeps an event, and takes it up with the same write: `new` means that the caller is to work it off.
   *
   * `known`: it was kept before, whether it is done, under way, or waiting to be taken up again.
   */
  accept(event: InboxEvent): Promise<'new' | 'known'>;
  /** Takes up an event whose lease ran out. */
  start(key: InboxKey): Promise<StartResult>;
  /** Prolongs our lease of an event that takes its time; false when it is not ours any more. */
  extend(key: InboxKey): Promise<boolean>;
  /** Marks an event as done, and drops what it was about. */
  finish(key: InboxKey): Promise<void>;
  /** The events that are not done and that nobody works on, oldest first: those of the last day, or `withinMs`. */
  unfinished(options?: { readonly withinMs?: number }): Promise<readonly InboxKey[]>;
}

export interface InboxOptions {
  /** A text that no other running instance has. */
  readonly instanceId: string;
  /** How long an instance that says nothing keeps an event, in milliseconds. */
  readonly leaseMs: number;
  readonly now?: () => Date;
  /** How often an event is taken up at most. */
  readonly mostTries?: number;
}

/** Slack may repeat an event for a day; ids are known for longer than that. */
const keptMs = 48 * 3_600_000;
const lookBackMs = 24 * 3_600_000;
/** Slack's clock may be ahead of ours. */
const aheadMs = 3_600_000;

/**
 * The inbox: one conditional write an event, so that of several deliveries, to several instances, one is worked off.
 *
 * Who works on an event holds a lease of it. A lease that runs out was cut short by a crash: its event can be
 * taken up again. Done events leave their id behind, for two days, and nothing else.
 *
 * @see https://docs.slack.dev/apis/events-api/#retries
 */
export function createInbox(client: DynamoDBDocumentClient, tableName: string, options: InboxOptions): Inbox {
  const { instanceId, leaseMs, now = () => new Date(), mostTries = 3 } = options;
  let claims = 0;

  /** Tells a claim of ours from every other one, of ours too. */
  function nextHolder(): string {
    claims += 1;
    return `${instanceId}#${claims}`;
  }

  function times(): Pick<TakeUp, 'nowMs' | 'leaseUntil'> & { readonly ttl: number } {
    const nowMs = now().getTime();
    return { nowMs, leaseUntil: nowMs + leaseMs, ttl: Math.ceil((nowMs + keptMs) / 1000) };
  }

  async function claimed(key: InboxKey): Promise<StartResult> {
    const command = new GetCommand({ TableName: tableName, Key: toInboxKey(key), ConsistentRead: true });
    const { Item } = await translated({ tableName, operation: 'read event' }, () => client.send(command));
    return toResult('started', Item);
  }

  return {
    async accept({ payload, ...key }) {
      const { leaseUntil, ttl } = times();
      const holder = nextHolder();
      const state = { status: 'open', holder, leaseUntil, tries: 1 };
      const command = new PutCommand({
        TableName: tableName,
        Item: { ...toInboxKey(key), occurredAt: key.occurredAt, ...state, payload, ttl },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const write = await writeConditionally({ tableName, operation: 'accept event' }, () => client.send(command));
      // When the reply to our own write was lost, the client has asked again and met what it had written.
      return write.written || write.stored?.['holder']?.S === holder ? 'new' : 'known';
    },

    async start(key) {
      const holder = nextHolder();
      const taken = await writeConditionally({ tableName, operation: 'take up event' }, () =>
        client.send(takingUp(tableName, key, { ...times(), holder, mostTries })),
      );
      if (taken.written) return toResult('started', taken.output.Attributes);
      if (taken.stored?.['holder']?.S === holder) return claimed(key);
      if (Number(taken.stored?.['tries']?.N ?? 0) < mostTries) return { outcome: 'taken' };
      const parked = await writeConditionally({ tableName, operation: 'park event' }, () =>
        client.send(parking(tableName, key, times().nowMs)),
      );
      return parked.written ? toResult('parked', parked.output.Attributes) : { outcome: 'taken' };
    },

    async extend(key) {
      const command = extension(tableName, key, { instanceId, leaseUntil: times().leaseUntil });
      const write = await writeConditionally({ tableName, operation: 'extend lease' }, () => client.send(command));
      return write.written;
    },

    async finish(key) {
      const command = finishing(tableName, key, times().ttl);
      await translated({ tableName, operation: 'finish event' }, () => client.send(command));
    },

    async unfinished({ withinMs = lookBackMs } = {}) {
      const { nowMs } = times();
      const partitions = inboxPartitions(nowMs - withinMs, nowMs + aheadMs);
      const found = await Promise.all(partitions.map((pk) => leftInPartition(client, tableName, { pk, nowMs })));
      return found.flat().toSorted((one, other) => one.occurredAt - other.occurredAt);
    },
  };
}

function toResult(outcome: 'started' | 'parked', item: Readonly<Record<string, unknown>> | undefined): StartResult {
  if (item === undefined) return { outcome: 'taken' };
  const { payload = {}, tries } = fromInboxItem(item);
  return { outcome, payload, attempt: tries };
}
