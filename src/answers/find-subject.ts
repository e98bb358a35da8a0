import type { Dataset } from '../catalog/define-dataset.ts';
import { attributesOfKind, idPrefixes, nameName } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Repository } from '../storage/repository.ts';

/** A person as a choice between several. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
}

export type Found =
  | { readonly outcome: 'one'; readonly id: string; readonly item: AnyItem }
  | { readonly outcome: 'several'; readonly candidates: readonly Candidate[]; readonly total: number }
  | { readonly outcome: 'none'; readonly near: readonly Candidate[] };

/** How many people a choice offers. */
const mostCandidates = 5;

/**
 * Who is meant by an id or a name.
 *
 * A whole name wins over part of one; capitals and accents do not count. Names have no index, so a
 * name costs one narrow pass over the table; an id costs one read, or two.
 */
export async function findSubject(repository: Repository, subject: string): Promise<Found> {
  const { dataset } = repository;
  const known = await findById(repository, subject);
  if (known !== undefined) return known;
  if (looksLikeId(dataset, subject)) return { outcome: 'none', near: [] };
  const everyone = await everyonesNames(repository);
  const wanted = fold(subject);
  const whole = everyone.filter(({ name }) => fold(name) === wanted);
  const hits = whole.length > 0 ? whole : everyone.filter(({ name }) => containsWords(fold(name), wanted));
  const [only] = hits;
  if (only === undefined) return { outcome: 'none', near: nearNames(everyone, wanted) };
  if (hits.length > 1) return { outcome: 'several', candidates: hits.slice(0, mostCandidates), total: hits.length };
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

async function everyonesNames(repository: Repository): Promise<Candidate[]> {
  const name = nameName(repository.dataset);
  if (name === undefined) return [];
  const [key = ''] = attributesOfKind(repository.dataset, 'key').map(([keyName]) => keyName);
  const everyone: Candidate[] = [];
  for await (const page of repository.readAll({ attributes: [name] })) {
    for (const item of page.items) {
      const id = item[key];
      const own = item[name];
      if (typeof id === 'string' && typeof own === 'string') everyone.push({ id, name: own });
    }
  }
  return everyone.sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function containsWords(name: string, wanted: string): boolean {
  const parts = name.split(' ');
  return wanted.split(' ').every((word) => word !== '' && parts.some((part) => part.startsWith(word)));
}

/** Names that share the start of a word with what was typed: enough to catch a slip near a word's end. */
function nearNames(everyone: readonly Candidate[], wanted: string): Candidate[] {
  const starts = wanted
    .split(' ')
    .filter((word) => word.length >= 3)
    .map((word) => word.slice(0, 3));
  return everyone
    .map((candidate) => {
      const parts = fold(candidate.name).split(' ');
      return { candidate, score: starts.filter((start) => parts.some((part) => part.startsWith(start))).length };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostCandidates)
    .map(({ candidate }) => candidate);
}
