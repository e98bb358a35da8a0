import type { NamedMember } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { idPrefixes } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Repository } from '../storage/repository.ts';
import type { Source } from './source.ts';

export type Found =
  | { readonly outcome: 'one'; readonly id: string; readonly item: AnyItem }
  | { readonly outcome: 'several'; readonly candidates: readonly NamedMember[]; readonly total: number }
  | { readonly outcome: 'none'; readonly near: readonly NamedMember[] };

/** How many people a choice offers. */
const mostCandidates = 5;

/**
 * Who is meant by an id or a name.
 *
 * An id costs one read of the record, or two; a name is looked for where everyone's names are at hand.
 */
export async function findSubject({ repository, analytics }: Source, subject: string): Promise<Found> {
  const known = await findById(repository, subject);
  if (known !== undefined) return known;
  if (looksLikeId(repository.dataset, subject)) return { outcome: 'none', near: [] };
  const { hits, total, near } = await analytics.findByName(subject, mostCandidates);
  const [only] = hits;
  if (only === undefined) return { outcome: 'none', near };
  if (total > 1) return { outcome: 'several', candidates: hits, total };
  const item = await repository.find(only.id);
  return item === undefined ? { outcome: 'none', near: [] } : { outcome: 'one', id: only.id, item };
}

/** By the id as it was written, which is how a table of other ids than ours is reached; then as ours are written. */
async function findById(repository: Repository, subject: string): Promise<Found | undefined> {
  // A name in two words is no id of anybody, so it is not worth a read.
  if (/\s/u.test(subject)) return undefined;
  for (const id of new Set([subject, subject.toLowerCase()])) {
    const item = await repository.find(id);
    if (item !== undefined) return { outcome: 'one', id, item };
  }
  return undefined;
}

function looksLikeId(dataset: Dataset, subject: string): boolean {
  const lower = subject.toLowerCase();
  return idPrefixes(dataset).some((prefix) => lower.startsWith(prefix));
}
