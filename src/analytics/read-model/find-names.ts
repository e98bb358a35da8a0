import { keyName } from '../../catalog/derive/attribute-names.ts';
import type { NamedMember, NameHits } from '../analytics.ts';
import { nameSearch } from '../name-search.ts';
import { type Bindings, createBindings } from './bindings.ts';
import { countIn } from './figures-sql.ts';
import type { ModelSnapshot, SqlRow } from './model-reader.ts';
import { foldedNameColumn, type ModelShape, quoted } from './model-shape.ts';

const folded = quoted(foldedNameColumn);

/** Whom a text names, as `searchNames` has it. */
export async function findNames(
  { dataset, name }: ModelShape,
  snapshot: ModelSnapshot,
  text: string,
  limit: number,
): Promise<NameHits> {
  const search = nameSearch(text);
  const nobody: NameHits = { hits: [], total: 0, near: [] };
  if (search === undefined || name === undefined) return nobody;

  const id = keyName(dataset);
  const first = async (where: string, { bind, values }: Bindings, score?: string): Promise<readonly SqlRow[]> => {
    const ranks = score === undefined ? [] : [`${score} DESC`];
    const total = score === undefined ? ['count(*) OVER () AS total'] : [];
    return snapshot.query(
      `SELECT ${[`${quoted(id)} AS id`, `${quoted(name)} AS name`, ...total].join(', ')}
      FROM ${snapshot.members} WHERE ${where}
      ORDER BY ${[...ranks, folded, quoted(id)].join(', ')} LIMIT ${bind(BigInt(limit))}`,
      values,
    );
  };

  const whole = createBindings();
  const called = await first(`${folded} = ${whole.bind(search.whole)}`, whole);
  if (called.length > 0) return hitsOf(called);
  const words = createBindings();
  const alike = await first(search.words.map((word) => beginsWith(word, words)).join(' AND '), words);
  if (alike.length > 0) return hitsOf(alike);
  if (search.starts.length === 0) return nobody;
  const starts = createBindings();
  const tests = search.starts.map((start) => beginsWith(start, starts));
  const near = await first(tests.join(' OR '), starts, tests.map((test) => `CAST(${test} AS INTEGER)`).join(' + '));
  return { ...nobody, near: near.map(memberOf) };
}

/** That some word of the name begins so. */
function beginsWith(start: string, { bind }: Bindings): string {
  return `(starts_with(${folded}, ${bind(start)}) OR contains(${folded}, ${bind(` ${start}`)}))`;
}

function hitsOf(rows: readonly SqlRow[]): NameHits {
  return { hits: rows.map(memberOf), total: countIn(rows[0] ?? {}, 'total'), near: [] };
}

function memberOf(row: SqlRow): NamedMember {
  return { id: String(row['id']), name: String(row['name']) };
}
