import type { DatasetName } from '../../catalog/catalog.ts';
import { detectionAttributes } from '../rules/watched.ts';
import { createLook, type LookOptions, membersAtOnce } from './create-look.ts';
import { fingerprintOf } from './fingerprint.ts';
import { inOrderByKey } from './in-order.ts';
import { idOf } from './read-member.ts';

export interface SweepOptions extends LookOptions {
  /** Deletes insights whose time is over, where nobody else does; how many. */
  readonly deleteExpired?: () => Promise<number>;
}

/** What a sweep met: members, those that were looked at closely, those that nothing can be stored of. */
export interface SweepReport {
  readonly members: number;
  readonly looked: number;
  readonly failed: number;
  /** Alerts that were found with so many others, of members who are new to us, that they are kept and not told. */
  readonly keptBack: number;
  readonly expired: number;
}

/** Small pages, so that others are served in between. */
const pageSize = 250;

/**
 * Reads a whole table and finds what no change announced: trouble that is not told, trouble that is over, members
 * that are gone. Keeps the day's sample of everyone on the way. The same sweep again changes nothing.
 *
 * Members in trouble who are new to us come last, the most urgent first: of a table that was there before us, or was
 * loaded since the last sweep, only so many alerts are told.
 *
 * @throws {AppError} `repository.*`; the sweep may be done again
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { repository, detector, log, signal, deleteExpired } = options;
  const dataset = repository.dataset.name as DatasetName;
  const troubles = new Map((await detector.open(dataset)).map((trouble) => [fingerprintOf(trouble), trouble]));
  const look = createLook(options, new Set(troubles.keys()));
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
  await look.atNewcomers();
  const unseen = [...troubles.values()].filter(({ entityId }) => !seen.has(entityId));
  await inOrderByKey(unseen, fingerprintOf, membersAtOnce, (trouble) => look.forGone(trouble));
  const expired = (await deleteExpired?.()) ?? 0;
  const report = { members: seen.size, ...look.counts(), expired };
  log.info({ dataset, ...report }, 'a table was swept');
  return report;
}
