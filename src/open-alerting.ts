import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers';
import type { DatasetName } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import { defaultRouteOf } from './default-route.ts';
import { createDelivery, type Delivery } from './delivery/create-delivery.ts';
import type { DeliveryPort } from './delivery/delivery-port.ts';
import { createDigestSchedule, type DigestSchedule } from './insights/desk/digest-schedule.ts';
import type { Detector } from './insights/detection/create-detector.ts';
import { createNightlySweep, type NightlySweep, wasEverSwept } from './insights/detection/nightly-sweep.ts';
import { sweep } from './insights/detection/sweep.ts';
import { createRouter } from './insights/routing/create-router.ts';
import type { Log } from './log.ts';
import type { Model } from './models/model.ts';
import { openDetector } from './open-detector.ts';
import type { OpenAnalytics } from './open-read-models.ts';
import type { Records } from './open-records.ts';
import { followTables } from './open-sources.ts';
import { createLeases } from './state/create-leases.ts';
import { deleteExpiredItems } from './state/delete-expired-items.ts';
import { lead } from './state/leadership.ts';
import type { HeldLease, Leases } from './state/leases.ts';
import { pause } from './storage/stream/pause.ts';
import { takeFigures } from './take-figures.ts';

/** What notices trouble and says so, running. */
export interface RunningAlerting {
  readonly parkedChannels: Delivery['parkedChannels'];
  /** Has a parked channel tried at once. */
  readonly unpark: Delivery['unpark'];
  /** Finishes what is under way, and gives back what it alone may do. */
  stop(): Promise<void>;
}

interface AlertingParts {
  readonly config: Pick<Config, 'alerts' | 'storage'>;
  readonly records: Records;
  readonly model?: Model | undefined;
  readonly port: DeliveryPort;
  readonly log: Log;
}

const tickMs = 20_000;

/** Follows the tables' changes, finds trouble in them, and has it posted: whichever instance holds the leases. */
export async function startAlerting({
  config,
  records,
  model,
  port,
  log: parentLog,
}: AlertingParts): Promise<RunningAlerting> {
  const { alerts, storage } = config;
  const log = parentLog.child({ part: 'alerts' });
  const { insightsClient: client } = records.storage;
  const { noticing } = records;
  const shared = { client, tableName: storage.stateTable, log };
  const leases = createLeases(client, storage.stateTable, { instanceId: randomUUID(), leaseMs: alerts.leaseMs, log });
  const defaultRoute = defaultRouteOf(alerts);
  const router = createRouter({
    ...shared,
    outbox: noticing.outbox,
    routes: () => noticing.watches.list(),
    silences: () => noticing.silences.list(),
    ...(defaultRoute === undefined ? {} : { defaultRoute }),
  });
  noticing.onTouched(() => router.nudge());
  const delivery = createDelivery({ ...shared, port, outbox: noticing.outbox });
  const { digests, outbox } = noticing;
  const schedule = createDigestSchedule({ ...shared, digests, outbox });
  const detector = openDetector({
    client,
    stateTable: storage.stateTable,
    insightRecords: records.insightRecords,
    samples: noticing.samples,
    model,
    log,
    onEvent: () => router.nudge(),
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const patience = { signal, log, retryMs: Math.min(2_000, alerts.leaseMs / 4) };
  // A past that is not all there yet would say that nothing has changed, or that much has.
  const pastKept = records.keepPast(signal);
  const leading = lead(
    leases,
    'dispatch',
    async (held) => {
      log.info({ fence: held.fence }, 'this instance leads dispatch');
      await Promise.all([router.run(held), delivery.run(held), tellDigests(schedule, held, pastKept, log)]);
    },
    patience,
  );
  const sweeps = sweepsOf({ config, records, detector, leases, log, signal });
  const { lambdaRules } = alerts;
  const following = pastKept.then(() =>
    signal.aborted ? [] : followTables({ records, storage, lambdaRules, detector, leases, sweeps, log }),
  );
  const nightly = [
    ...[...sweeps.values()].map((one) => one.nightly),
    ...figuresOf({ config, records, leases, log, signal }),
    ...upkeepOf({ config, records, leases, log, signal }),
  ];
  const tick = () => void pastKept.then(() => (signal.aborted ? [] : Promise.all(nightly.map((one) => one.tick()))));
  const ticking = setInterval(tick, tickMs);
  ticking.unref();
  tick();
  return {
    parkedChannels: () => delivery.parkedChannels(),
    unpark: (channel) => delivery.unpark(channel),
    async stop() {
      clearInterval(ticking);
      stopping.abort();
      const sources = await following;
      await Promise.all([...sources.map((source) => source.stop()), leading]);
    },
  };
}

async function tellDigests(
  schedule: DigestSchedule,
  held: HeldLease,
  pastKept: Promise<void>,
  log: Log,
): Promise<void> {
  await pastKept;
  while (!held.signal.aborted) {
    await schedule.tick(held).catch((error: unknown) => log.warn({ err: error }, 'the digests could not be looked at'));
    await pause(tickMs, held.signal);
  }
}

interface Sweep {
  readonly nightly: NightlySweep;
  /** The same at once, where changes are missing. */
  readonly now: () => Promise<unknown>;
}

interface NightlyParts extends Pick<AlertingParts, 'config' | 'records' | 'log'> {
  readonly leases: Leases;
  readonly signal: AbortSignal;
}

/** The figures of each dataset's groups, once a day, so that later days can be held against them. */
function figuresOf({ config, records, leases, log, signal }: NightlyParts): readonly NightlySweep[] {
  const { insightsClient: client } = records.storage;
  const { sweepAt: at, zone } = config.alerts;
  const { figures } = records;
  return Object.values(records.sources).map(({ repository: { dataset }, analytics }) => {
    const sweep = async (until: AbortSignal) => {
      await readModelReady(records.analytics[dataset.name as DatasetName], AbortSignal.any([until, signal]));
      const taken = await takeFigures({ dataset, analytics, figures });
      log.info({ dataset: dataset.name, ...taken }, "the day's figures were kept");
    };
    const name = `figures-${dataset.name}`;
    return createNightlySweep({ name, at, zone, client, stateTable: config.storage.stateTable, leases, sweep, log });
  });
}

/** All figures of all groups are too much to ask of the record while its read model is on its way. */
async function readModelReady({ status }: OpenAnalytics, signal: AbortSignal): Promise<void> {
  while (['filling', 'behind'].includes(status().state) && !signal.aborted) await pause(500, signal);
  signal.throwIfAborted();
}

/** DynamoDB deletes what is expired by itself; an engine on this machine does not. */
function upkeepOf({ config, records, leases, log, signal }: NightlyParts): readonly NightlySweep[] {
  const { insightsClient: client, createsTables } = records.storage;
  const { sweepAt: at, zone } = config.alerts;
  const { stateTable } = config.storage;
  if (!createsTables) return [];
  const sweep = async (until: AbortSignal) => {
    const expired = await deleteExpiredItems(client, stateTable, { signal: AbortSignal.any([until, signal]) });
    log.info({ expired }, 'what was expired in the table of this app was deleted');
  };
  return [createNightlySweep({ name: 'expired-items', at, zone, client, stateTable, leases, sweep, log })];
}

interface SweepParts extends NightlyParts {
  readonly detector: Detector;
}

function sweepsOf({ config, records, detector, leases, log, signal }: SweepParts): ReadonlyMap<DatasetName, Sweep> {
  const { insightsClient: client, createsTables } = records.storage;
  const { samples } = records.noticing;
  const { sweepAt: at, zone, aboveRisk } = config.alerts;
  const { stateTable } = config.storage;
  // DynamoDB deletes what is expired by itself; an engine on this machine does not.
  const deleteExpired = createsTables ? { deleteExpired: () => records.insightRecords.deleteExpired() } : {};
  return new Map(
    Object.values(records.repositories).map((repository) => {
      const name = repository.dataset.name as DatasetName;
      const run = async (until: AbortSignal) =>
        sweep({
          repository,
          detector,
          samples,
          log,
          ...deleteExpired,
          isFirst: !(await wasEverSwept(client, stateTable, name)),
          firstLook: { aboveRisk },
          signal: AbortSignal.any([until, signal]),
        });
      const nightly = createNightlySweep({
        name,
        at,
        zone,
        client,
        stateTable,
        leases,
        sweep: run,
        log,
      });
      return [name, { nightly, now: () => run(signal) }] as const;
    }),
  );
}
