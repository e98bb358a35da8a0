import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../log.ts';
import type { HeldLease } from '../state/leases.ts';
import { type Pause, pause as realPause } from '../storage/stream/pause.ts';
import { createBell } from './bell.ts';
import { hasten, readChannel, readParked } from './channel-item.ts';
import type { LocalOutbox } from './create-outbox.ts';
import type { DeliveryPort } from './delivery-port.ts';
import { type Desk, TurnOver } from './desk.ts';
import type { ParkedChannel } from './outbox.ts';
import { createPace } from './pace.ts';
import { createQueue } from './queue.ts';
import { verifySent } from './verify-sent.ts';
import { workOffChannel } from './work-off-channel.ts';

export interface Delivery {
  /**
   * Sends what is in the outbox for as long as the lease is held; returns when its signal has aborted and what was
   * under way is finished or left to whoever comes next. It never throws.
   */
  run(held: HeldLease): Promise<void>;
  /** The channels that take no messages. @throws {AppError} `repository.*` */
  parkedChannels(): Promise<readonly ParkedChannel[]>;
  /** Has a parked channel tried at once, by whichever instance delivers. @throws {AppError} `repository.*` */
  unpark(channel: string): Promise<void>;
}

export interface DeliveryOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly port: DeliveryPort;
  readonly outbox: Pick<LocalOutbox, 'onNudge' | 'nudge'>;
  readonly log: Log;
  /** How far apart the messages of one channel are at least, in milliseconds. @see https://docs.slack.dev/apis/web-api/rate-limits */
  readonly pace?: { readonly perChannelMs: number };
  /** How often the outbox is looked at for what other instances put in, in milliseconds. */
  readonly pollMs?: number;
  readonly now?: () => Date;
  readonly pause?: Pause;
  /** From 0 up to, not including, 1. */
  readonly random?: () => number;
}

/** How soon a parked channel notices that somebody wants it tried again, in milliseconds. */
const parkedLookMs = 5_000;
const afterFailureMs = 2_000;

/** Delivers the outbox: one paced queue a channel, all channels at once, each message once as far as Slack allows. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { client, tableName, port, outbox, log, pace = { perChannelMs: 1_050 }, pollMs = 250 } = options;
  const { now = () => new Date(), pause = realPause, random = Math.random } = options;
  const queue = createQueue(client, tableName);
  /** Until when a channel is left alone, in milliseconds since 1970. */
  const resting = new Map<string, number>();
  const nowMs = (): number => now().getTime();

  async function workOff(desk: Desk, channel: string): Promise<void> {
    try {
      const { lastSentMs, parked } = await readChannel(client, tableName, channel);
      if (parked !== undefined && parked.retryAtMs > nowMs()) {
        resting.set(channel, Math.min(parked.retryAtMs, nowMs() + parkedLookMs));
        return;
      }
      const channelDesk = { ...desk, channel, pace: createPace(desk, lastSentMs, pace.perChannelMs) };
      await workOffChannel(channelDesk, parked);
    } catch (error) {
      if (error instanceof TurnOver) return;
      log.error({ err: error, channel }, 'the queue of a channel stopped; trying again');
      resting.set(channel, nowMs() + afterFailureMs);
    }
  }

  return {
    async run(held) {
      resting.clear();
      // Each channel waits with it: ten are no leak.
      setMaxListeners(0, held.signal);
      const desk: Desk = {
        client,
        tableName,
        port,
        queue,
        log,
        now: nowMs,
        pause,
        random,
        newVersion: randomUUID,
        held,
      };
      const workers = new Map<string, Promise<void>>();
      const bell = createBell(outbox, held.signal, pause);
      const verifying = verifySent(desk);
      while (!held.signal.aborted) {
        const waiting = await queue.channels().catch((error: unknown) => {
          log.warn({ err: error }, 'the outbox cannot be read; trying again');
          return [];
        });
        for (const channel of waiting) {
          if (held.signal.aborted || workers.has(channel) || (resting.get(channel) ?? 0) > nowMs()) continue;
          resting.delete(channel);
          workers.set(
            channel,
            workOff(desk, channel).finally(() => workers.delete(channel)),
          );
        }
        await bell.wait(pollMs);
      }
      bell.stop();
      await Promise.all([...workers.values(), verifying]);
    },
    async parkedChannels() {
      const parked = await readParked(client, tableName);
      const counted = parked.map(async ({ channel, error, since }) => ({
        channel,
        error,
        since,
        waiting: await queue.count(channel),
      }));
      return Promise.all(counted);
    },
    async unpark(channel) {
      await hasten(client, tableName, channel);
      resting.delete(channel);
      outbox.nudge();
    },
  };
}
