import type { AnyItem } from '../catalog/derive/item-schema.ts';
import { AppError } from '../errors/app-error.ts';
import type { MetricChange, Repository } from '../storage/repository.ts';
import type { AuditEntry, AuditLog, AuditOutcome } from './audit-log.ts';

export interface UpdateRequest {
  /** The key of the item to change. */
  readonly id: string;
  /** The new values, each with the one that the person saw. */
  readonly changes: readonly MetricChange[];
  /** Who asks, and from where. */
  readonly by: Pick<AuditEntry, 'userId' | 'teamId' | 'requestId' | 'via'>;
}

export type UpdateResult =
  | { readonly outcome: 'applied'; readonly item: AnyItem }
  /** `actual` is what the metric holds now; undefined where it holds no number any more. */
  | {
      readonly outcome: 'conflict';
      readonly metric: string;
      readonly expected: number;
      readonly actual: number | undefined;
    }
  | { readonly outcome: 'notFound' }
  /** The store was asked and did not say: the change may or may not have been made. */
  | { readonly outcome: 'unknown'; readonly cause: unknown };

export interface UpdatePorts {
  readonly repository: Pick<Repository, 'dataset' | 'update'>;
  readonly auditLog: Pick<AuditLog, 'begin' | 'finish'>;
  /** Told when the change is decided but its audit entry could not be closed and stays `pending`. */
  readonly onUnclosed?: (error: unknown, entryId: string) => void;
}

/**
 * Changes metrics of one item and keeps a record of it: recorded first, then changed, then marked as done.
 *
 * @throws {AppError} `repository.*` when the attempt could not be recorded, or when the change was refused (its audit
 *   entry says so); nothing is changed then
 */
export async function applyUpdate(ports: UpdatePorts, { id, changes, by }: UpdateRequest): Promise<UpdateResult> {
  const { repository, auditLog, onUnclosed } = ports;
  const entryId = await auditLog.begin({ ...by, dataset: repository.dataset.name, subject: id, changes });
  const close = async (outcome: AuditOutcome): Promise<void> => {
    try {
      await auditLog.finish(entryId, outcome);
    } catch (error) {
      // The change is made or not made by now; an entry that stays open must not make it look otherwise.
      onUnclosed?.(error, entryId);
    }
  };
  try {
    const item = await repository.update(id, changes);
    await close('applied');
    return { outcome: 'applied', item };
  } catch (error) {
    const outcome = outcomeOf(error);
    await close(outcome);
    if (outcome === 'unknown') return { outcome, cause: error };
    const expected = expectedResult(error);
    if (expected !== undefined) return expected;
    throw error;
  }
}

function outcomeOf(error: unknown): AuditOutcome {
  if (!(error instanceof AppError)) return 'unknown';
  if (error.code === 'repository.conflict') return 'conflict';
  return unsure.has(error.code) ? 'unknown' : 'failed';
}

/** A throttled call too: the client repeats a call by itself, and an earlier one may have been carried out. */
const unsure: ReadonlySet<string> = new Set(['repository.unavailable', 'repository.throttled']);

function expectedResult(error: unknown): UpdateResult | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error.code === 'repository.not_found') return { outcome: 'notFound' };
  if (error.code !== 'repository.conflict') return undefined;
  const { metric, expected, actual } = error.details as { metric: string; expected: number; actual?: number };
  return { outcome: 'conflict', metric, expected, actual };
}
