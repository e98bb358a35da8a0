import type { Dataset } from '../../catalog/define-dataset.ts';
import { isValued } from '../../catalog/derive/attribute-names.ts';
import { phraseOf, vocabularyOf } from '../../catalog/derive/vocabulary.ts';
import type { Draft, NamedValue } from './draft.ts';
import { contentOf, hasCue, isLight, neighbour, type Piece } from './pieces.ts';

/** Takes every value that is named ("urban", "low or medium engagement", "not luxury"), in text order. */
export function takeValues(draft: Draft): void {
  const found = new Map<number, Pick<NamedValue, 'field' | 'value'>>();
  for (const [at, piece] of draft.pieces.entries()) {
    const value = piece.taken ? undefined : contentOf(piece, 'value');
    if (value !== undefined) found.set(at, value);
  }
  takeLevelValues(draft, found);
  let last: (NamedValue & { readonly index: number }) | undefined;
  for (const [at, { field, value }] of [...found].sort(([left], [right]) => left - right)) {
    const piece = draft.pieces[at];
    if (piece === undefined) continue;
    piece.taken = true;
    const negated =
      takeNegation(draft, at) || (last?.negated === true && last.field === field && isLinked(draft, last.index, at));
    const named = { at: piece.start, field, value, negated };
    draft.values.push(named);
    last = { ...named, index: at };
  }
  for (const at of found.keys()) absorbNoun(draft, at);
}

/** "Low" in "low or medium engagement" and in "engagement: low" names a value of the segment beside it. */
function takeLevelValues(draft: Draft, found: Map<number, Pick<NamedValue, 'field' | 'value'>>): void {
  for (let at = draft.pieces.length - 1; at >= 0; at -= 1) {
    const piece = draft.pieces[at];
    if (piece === undefined || piece.taken || piece.roles.level === undefined || found.has(at)) continue;
    const value = levelValue(draft, at, found, 1) ?? levelValue(draft, at, found, -1);
    if (value !== undefined) found.set(at, value);
  }
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.taken || piece.roles.level === undefined || found.has(at)) continue;
    const value = levelValue(draft, at, found, -1);
    if (value !== undefined) found.set(at, value);
  }
}

function levelValue(
  draft: Draft,
  at: number,
  found: ReadonlyMap<number, Pick<NamedValue, 'field' | 'value'>>,
  step: 1 | -1,
): Pick<NamedValue, 'field' | 'value'> | undefined {
  let index = at + step;
  while (isLink(draft.pieces[index]) || draft.pieces[index]?.roles.operator === '=') index += step;
  const level = draft.pieces[at]?.text ?? '';
  const beside = draft.pieces[index];
  const segment = contentOf(beside, 'segment')?.name;
  const field = segment ?? found.get(index)?.field;
  if (field === undefined || beside === undefined) return undefined;
  const attribute = draft.dataset.attributes[field];
  if (!isValued(attribute)) return undefined;
  const value = Object.hasOwn(attribute.values, level)
    ? level
    : (valueOfLevel(draft, field, attribute.words, level) ?? valueLike(draft, field, beside.text, level));
  if (value === undefined) return undefined;
  if (segment !== undefined) {
    for (const piece of draft.pieces.slice(Math.min(at, index), Math.max(at, index) + 1)) {
      if (piece.roles.operator === '=') piece.taken = true;
    }
    beside.taken = true;
  }
  return { field, value };
}

/** The value of a segment for which "low" and one of the segment's own words stand together: "low spend". */
function valueOfLevel(draft: Draft, field: string, words: readonly string[], level: string): string | undefined {
  for (const word of words) {
    const content = draft.lexicon.phrases.get(`${level} ${phraseOf(word)}`)?.content;
    if (content?.kind === 'value' && content.field === field) return content.value;
  }
  return undefined;
}

/** "Big" in "big vs small spenders": what the other value would be called with that word. */
function valueLike(draft: Draft, field: string, phrase: string, level: string): string | undefined {
  const content = draft.lexicon.phrases.get(phrase.replace(/^\S+/u, level))?.content;
  return content?.kind === 'value' && content.field === field ? content.value : undefined;
}

const isLink = (piece: Piece | undefined): boolean =>
  isLight(piece) || (hasCue(piece, 'and', 'or', 'versus', 'compare') && piece?.roles.content === undefined);

function isLinked(draft: Draft, from: number, to: number): boolean {
  return draft.pieces.slice(from + 1, to).every((piece) => isLink(piece) || hasCue(piece, 'not') || piece.taken);
}

function takeNegation(draft: Draft, at: number): boolean {
  let index = at - 1;
  while (
    isLight(draft.pieces[index]) ||
    hasCue(draft.pieces[index], 'those') ||
    draft.pieces[index]?.roles.operator === '=' ||
    isOwnNoun(draft, index, at)
  )
    index -= 1;
  const piece = draft.pieces[index];
  const isExcept = piece?.text === 'but' && draft.pieces.slice(0, index).some((before) => hasCue(before, 'all'));
  if (!(hasCue(piece, 'not', 'without') || isExcept) || piece?.taken !== false) return false;
  piece.taken = true;
  return true;
}

const isOwnNoun = (draft: Draft, index: number, valueAt: number): boolean => {
  const name = contentOf(draft.pieces[index], 'segment')?.name;
  return name !== undefined && name === contentOf(draft.pieces[valueAt], 'value')?.field;
};

/** "Urban market", "experience: rookie", "tier premium": a noun beside its own value says nothing more. */
function absorbNoun(draft: Draft, at: number): void {
  const field = draft.values.find((value) => value.at === draft.pieces[at]?.start)?.field;
  if (field === undefined) return;
  for (const step of [1, -1] as const) {
    let index = at + step;
    while (
      isLight(draft.pieces[index]) ||
      hasCue(draft.pieces[index], 'those') ||
      isNegationOf(draft.pieces[index], step) ||
      draft.pieces[index]?.roles.operator === '='
    )
      index += step;
    const piece = draft.pieces[index];
    if (
      piece === undefined ||
      piece.taken ||
      hasCue(neighbour(draft.pieces, index, -1).piece, 'by', 'split', 'compare')
    )
      continue;
    const noun = piece.roles.content;
    if (noun === undefined || !('name' in noun) || !['segment', 'text', 'list'].includes(noun.kind)) continue;
    const isGeneric = step === 1 && index === at + 1 && sharedNouns(draft.dataset).has(piece.text.replace(/s$/u, ''));
    if (noun.name !== field && !isGeneric) continue;
    piece.taken = true;
    for (const between of draft.pieces.slice(Math.min(index, at), Math.max(index, at)))
      if (between.roles.operator === '=') between.taken = true;
    return;
  }
}

/** "All tiers other than basic": the noun before a negation belongs to what is left out. */
const isNegationOf = (piece: Piece | undefined, step: 1 | -1): boolean =>
  step === -1 && piece?.taken === true && hasCue(piece, 'not');

const shared = new WeakMap<Dataset, ReadonlySet<string>>();

/** Single words that are a segment's name and stand in another segment's phrases too, such as "market". */
function sharedNouns(dataset: Dataset): ReadonlySet<string> {
  const known = shared.get(dataset);
  if (known !== undefined) return known;
  const fieldsOf = new Map<string, Set<string>>();
  for (const { phrase, meaning } of vocabularyOf(dataset)) {
    if (meaning.kind !== 'segment') continue;
    for (const word of phrase.split(' ')) fieldsOf.set(word, new Set([...(fieldsOf.get(word) ?? []), meaning.name]));
  }
  const built = new Set([...fieldsOf].filter(([, fields]) => fields.size > 1).map(([word]) => word));
  shared.set(dataset, built);
  return built;
}
