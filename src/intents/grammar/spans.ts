import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import type { Draft } from './draft.ts';
import { hasCue, metricOf, type Piece } from './pieces.ts';
import { readTimePhrase } from './time-phrases.ts';

/**
 * Takes the span of days of a figure that is kept over several, said apart from it: "how many calls did students make
 * in the last 7 days" asks for the calls in 7 days.
 */
export function takeSpans(draft: Draft): void {
  const spans = spansOf(draft.dataset);
  if (spans.size === 0 || draft.pieces.some(isAnchor)) return;
  for (const [at, piece] of draft.pieces.entries()) {
    const family = piece.taken || namesSpan(piece) ? undefined : spans.get(metricOf(piece) ?? '');
    const said = family === undefined ? undefined : spanSaid(draft);
    const name = said === undefined ? undefined : family?.get(said.days);
    if (said === undefined || name === undefined) continue;
    for (const used of draft.pieces.slice(said.start, said.end)) used.taken = true;
    draft.pieces[at] = { ...piece, roles: { ...piece.roles, content: { kind: 'metric', name } } };
  }
}

/** "Updated in the last 7 days": the time is that of something else. */
const isAnchor = ({ roles }: Piece): boolean => /^(?:presence|absence|time)$/u.test(roles.content?.kind ?? '');

const namesSpan = ({ text }: Piece): boolean => /\d|day|week|month/u.test(text);

function spanSaid({ pieces, today }: Draft): { start: number; end: number; days: number } | undefined {
  for (let start = 0; start < pieces.length; start += 1) {
    const phrase = readTimePhrase(pieces, start, today, false);
    if (phrase === undefined) continue;
    const { end, days = daysOfThis(pieces.slice(start, end)), daysTo, ago, operator, relation } = phrase;
    const isSpan = (relation ?? 'during') === 'during' && (operator ?? '<=') === '<=' && !ago && daysTo === undefined;
    return days === undefined || !isSpan ? undefined : { start, end, days };
  }
  return undefined;
}

/** "This week" of a figure of the last days is those days. */
function daysOfThis(pieces: readonly Piece[]): number | undefined {
  const unit = pieces.at(-1)?.roles.unit;
  if (!pieces.some((piece) => hasCue(piece, 'this'))) return undefined;
  return unit === 'week' ? 7 : unit === 'month' ? 30 : undefined;
}

const cache = new WeakMap<Dataset, ReadonlyMap<string, ReadonlyMap<number, string>>>();

/** For each metric that is kept over several spans ("Sessions in 7 days"): which metric has it over how many days. */
function spansOf(dataset: Dataset): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const families = new Map<string, Map<number, string>>();
  const built = new Map<string, ReadonlyMap<number, string>>();
  for (const [name, { label }] of attributesOfKind(dataset, 'metric')) {
    const [, what, days] = /^(.+) in (\d+) days$/u.exec(label) ?? [];
    if (what === undefined) continue;
    const family = families.get(what) ?? new Map<number, string>();
    families.set(what, family.set(Number(days), name));
    built.set(name, family);
  }
  cache.set(dataset, built);
  return built;
}
