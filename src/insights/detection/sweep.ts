import type { DatasetName } from '../../catalog/catalog.ts';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { dayOf, type SampleDay } from '../../state/sample-days.ts';
import type { Samples } from '../../state/samples.ts';
import type { Repository } from '../../storage/repository.ts';
import { detectionAttributes, sampledMetrics } from '../rules/watched.ts';
import type { Detector } from './create-detector.ts';
import { figuresOf } from './day-keeper.ts';
import { fingerprintOf, type Trouble } from './fingerprint.ts';
import { inOrderByKey } from './in-order.ts';
import { idOf } from './read-member.ts';

export interface SweepOptions {
  /** Of the dataset that is swept. */
  readonly repository: Repository;
  readonly detector: Detector;
  readonly samples: Samples;
  readonly log: Log;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  /** Deletes insights whose time is over, where nobody else does; how many. */
  readonly deleteExpired?: () => Promise<number>;
}

/** What a sweep met: members, those that were looked at closely, those that nothing can be stored of. */
export interface SweepReport {
  readonly members: number;
  readonly looked: number;
  readonly failed: number;
  readonly expired: number;
}

/** Small pages, so that others are served in between. */
const pageSize = 250;
const atOnce = 8;

/**
 * Reads a whole table and finds what no change announced: trouble that is not told, trouble that is over, members
 * that are gone. Keeps the day's sample of everyone on the way. The same sweep again changes nothing.
 *
 * @throws {AppError} `repository.*`; the sweep may be done again
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { repository, detector, log, signal, deleteExpired } = options;
  const dataset = repository.dataset.name as DatasetName;
  const troubles = new Map((await detector.open(dataset)).map((trouble) => [fingerprintOf(trouble), trouble]));
  const look = createLook(options, dataset, new Set(troubles.keys()));
  const seen = new Set<string>();
  for await (const { items } of repository.readAll({
    attributes: detectionAttributes(dataset),
    pageSize,
    ...(signal === undefined ? {} : { signal }),
  })) {
    const members = items.flatMap((item) => {
      const id = idOf(dataset, item);
      return id === undefined ? [] : [{ id, item }];
    });
    for (const { id } of members) seen.add(id);
    await look.at(members);
  }
  const unseen = [...troubles.values()].filter(({ entityId }) => !seen.has(entityId));
  await inOrderByKey(unseen, fingerprintOf, atOnce, (trouble) => look.forGone(trouble));
  const expired = (await deleteExpired?.()) ?? 0;
  const report = { members: seen.size, ...look.counts(), expired };
  log.info({ dataset, ...report }, 'a table was swept');
  return report;
}

interface Member {
  readonly id: string;
  readonly item: AnyItem;
}

/** The look at members of a sweep that began with these fingerprints open. */
function createLook(options: SweepOptions, dataset: DatasetName, open: ReadonlySet<string>) {
  const { repository, detector, samples, log, signal, now = () => new Date() } = options;
  const metrics = sampledMetrics(dataset);
  const watched = detectionAttributes(dataset);
  let looked = 0;
  let failed = 0;

  async function lookAt({ id, item }: Member, kept: readonly SampleDay[]): Promise<void> {
    signal?.throwIfAborted();
    const figures = figuresOf(item, metrics);
    const past = isKept(figures, kept) ? kept : await samples.keepDay(dataset, id, dayOf(now().getTime()), figures);
    const known = { past, open };
    if (!detector.isOfConcern(dataset, item, known)) return;
    looked += 1;
    // Changes go on while a table is read: what is told of a member is told of what is so now. What changed while it
    // was told may have found nothing to end: so it is looked at once more.
    let told: AnyItem | undefined;
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const current = await repository.find(id);
      if (current === undefined || (told !== undefined && isAlike(watched, told, current))) return;
      await detector.swept(dataset, current, told === undefined ? known : { past, open: everything });
      told = current;
    }
  }

  /** What can never be stored of a member is no reason to leave out the others. */
  async function tolerantly(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'repository.invalid') throw error;
      failed += 1;
      log.warn({ err: error, dataset, id: id.slice(0, 60) }, 'the sweep leaves out a member');
    }
  }

  return {
    async at(members: readonly Member[]): Promise<void> {
      const readable = members.filter(({ id }) => Buffer.byteLength(id) <= longestSortKey);
      const kept = await samples.readMany(dataset, [...new Set(readable.map(({ id }) => id))]);
      await inOrderByKey(
        members,
        ({ id }) => id,
        atOnce,
        (member) => tolerantly(member.id, () => lookAt(member, kept.get(member.id) ?? [])),
      );
    },
    async forGone(trouble: Trouble): Promise<void> {
      signal?.throwIfAborted();
      if ((await repository.find(trouble.entityId)) === undefined) await detector.gone(trouble);
    },
    counts: () => ({ looked, failed }),
  };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const longestSortKey = 1_024;

/** How often a member is looked at that changes meanwhile. */
const mostLooks = 3;

/** Takes every trouble for open, so that each is looked up. */
const everything: Pick<ReadonlySet<string>, 'has'> = { has: () => true };

function isAlike(attributes: readonly string[], one: AnyItem, other: AnyItem): boolean {
  return attributes.every((name) => one[name] === other[name]);
}

/** Whether the newest kept day says the same already: then another one would say nothing new. */
function isKept(figures: Readonly<Record<string, number>>, kept: readonly SampleDay[]): boolean {
  const last = kept.at(-1)?.values;
  return last !== undefined && Object.entries(figures).every(([metric, value]) => last[metric] === value);
}
