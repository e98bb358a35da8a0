import { isOfData, type Lexicon, type Roles } from './lexicon.ts';
import type { Piece } from './pieces.ts';
import type { Token } from './tokenise.ts';
import { formsOf, type WordForm } from './word-forms.ts';

interface Candidate {
  readonly phrase: string;
  readonly slips: number;
  readonly isBold: boolean;
}

interface Choice {
  readonly cost: number;
  readonly length: number;
  readonly roles?: Roles;
  readonly phrase?: string;
  readonly slips: number;
}

/** What a way of reading costs; the cheapest way is taken. */
const costs = { unknown: 10, phrase: 1, content: 0.9, filler: 1.2, history: 1.3, slip: 0.3, extraWord: 0.01 } as const;

const symbolRoles: Readonly<Record<string, Roles>> = {
  '<': { operator: '<' },
  '>': { operator: '>' },
  '<=': { operator: '<=' },
  '=<': { operator: '<=' },
  '≤': { operator: '<=' },
  '>=': { operator: '>=' },
  '=>': { operator: '>=' },
  '≥': { operator: '>=' },
  '=': { operator: '=' },
  '==': { operator: '=' },
  '!=': { cues: new Set(['not']) },
  '<>': { cues: new Set(['not']) },
  '≠': { cues: new Set(['not']) },
  ',': { cues: new Set(['and']) },
  ';': { cues: new Set(['and']) },
  '&': { cues: new Set(['and']) },
  '+': { cues: new Set(['and']) },
  '/': { cues: new Set(['and']) },
};

/**
 * Parts tokens into phrases so that as few and as long ones as possible cover them, and as little as
 * possible stays unknown.
 */
export function segmentTokens(tokens: readonly Token[], lexicon: Lexicon): Piece[] {
  const forms = tokens.map((token, at) => formsOf(token, lexicon, comesBeforeUnit(tokens[at - 1], lexicon)));
  const best: Choice[] = [];
  const costAt: number[] = Array.from({ length: tokens.length + 1 }, () => 0);
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    let choice: Choice = { cost: costs.unknown + (costAt[at + 1] ?? 0), length: 1, slips: 0 };
    if (tokens[at]?.kind !== 'word') choice = { ...choice, cost: costs.phrase + (costAt[at + 1] ?? 0) };
    for (const option of phrasesAt(forms, at, lexicon, (index) => isNumeral(tokens[index], lexicon))) {
      const cost = option.cost + (costAt[at + option.length] ?? 0);
      if (cost < choice.cost) choice = { ...option, cost };
    }
    best[at] = choice;
    costAt[at] = choice.cost;
  }
  return collect(tokens, best);
}

const isNumeral = (token: Token | undefined, { phrases }: Lexicon): boolean =>
  token?.kind === 'number' || phrases.get(token?.text ?? '')?.number !== undefined;

/** "30 dyas", "last wek": what follows is rather a unit than anything else. */
const comesBeforeUnit = (token: Token | undefined, lexicon: Lexicon): boolean =>
  isNumeral(token, lexicon) || /^(?:last|past|previous|prev|lats|lsat|lst|pst)$/u.test(token?.text ?? '');

function phrasesAt(
  forms: readonly (readonly WordForm[])[],
  at: number,
  lexicon: Lexicon,
  isNumeralAt: (index: number) => boolean,
): Choice[] {
  const found: Choice[] = [];
  let open: readonly Candidate[] = [{ phrase: '', slips: 0, isBold: false }];
  for (let length = 1; length <= lexicon.longest && open.length > 0; length += 1) {
    const next = forms[at + length - 1] ?? [];
    open = open
      .flatMap(({ phrase, slips, isBold }) =>
        next.map((form) => ({
          phrase: phrase === '' ? form.word : `${phrase} ${form.word}`,
          slips: slips + form.slips,
          isBold: isBold || form.isBold,
        })),
      )
      .slice(0, 8);
    for (const { phrase, slips, isBold } of open) {
      const roles = lexicon.phrases.get(phrase);
      if (isBold && (length === 1 || saysLittle(roles) || /\b(?:the|an?|of|in|on|to)\b/u.test(phrase))) continue;
      // "And under 70" begins a condition of its own.
      const isSuffix = roles?.suffixOperator !== undefined && roles.operator === undefined;
      if (roles !== undefined && !(isSuffix && isNumeralAt(at + length)))
        found.push({ cost: costOf(roles, length, slips), length, roles, phrase, slips });
    }
  }
  return found;
}

/** Words of grammar bear nothing out: "won the" is not "on the", nor "the game" "the same". */
const saysLittle = (roles: Roles | undefined): boolean =>
  roles?.content === undefined && (roles?.cues?.has('filler') === true || roles?.cues?.has('during') === true);

function costOf(roles: Roles, length: number, slips: number): number {
  return baseCost(roles) + costs.extraWord * (length - 1) + costs.slip * slips;
}

function baseCost(roles: Roles): number {
  if (isOfData(roles)) return costs.content;
  // "Average engagement trend" is about that trend, not about what changes over time.
  if (isHistory(roles)) return costs.history;
  return isFiller(roles) ? costs.filler : costs.phrase;
}

const isHistory = ({ cues, ...rest }: Roles): boolean =>
  cues?.has('history') === true ||
  cues?.has('trend') === true ||
  (cues?.has('change') === true && Object.keys(rest).length === 0);

const isFiller = ({ cues, ...rest }: Roles): boolean => cues?.has('filler') === true && Object.keys(rest).length === 0;

function collect(tokens: readonly Token[], best: readonly Choice[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < tokens.length) {
    const choice = best[at];
    const first = tokens[at];
    if (choice === undefined || first === undefined) break;
    const last = tokens[at + choice.length - 1] ?? first;
    const piece = pieceOf(first, last, choice);
    if (piece !== undefined) pieces.push(piece);
    at += choice.length;
  }
  return pieces;
}

function pieceOf(first: Token, last: Token, choice: Choice): Piece | undefined {
  const place = { start: first.start, end: last.end, raw: first.raw, words: choice.length, taken: false };
  if (choice.roles !== undefined && choice.phrase !== undefined) {
    const { number } = choice.roles;
    const base = { roles: choice.roles, text: choice.phrase, slips: choice.slips, ...place };
    return number === undefined ? { kind: 'phrase', ...base } : { kind: 'number', value: number, ...base };
  }
  if (first.kind === 'symbol') {
    const roles = symbolRoles[first.text];
    return roles === undefined ? undefined : { kind: 'phrase', roles, text: first.text, slips: 0, ...place };
  }
  const kind = first.kind === 'word' ? 'unknown' : first.kind;
  const bare: Piece = { kind, roles: {}, text: first.text, slips: 0, ...place };
  return first.value === undefined ? bare : withSuffix(bare, first.value, first.suffix ?? '');
}

const suffixUnits: Readonly<Record<string, Partial<Piece>>> = {
  '%': { unit: 'percent' },
  $: { unit: 'dollar' },
  d: { unit: 'day' },
  w: { unit: 'week' },
  mo: { unit: 'month' },
  m: { unit: 'million' },
  k: { unit: 'thousand' },
  y: { unit: 'year' },
  h: { unit: 'hour' },
};

const longSuffixes: readonly (readonly [RegExp, string])[] = [
  [/^days?$/u, 'd'],
  [/^(?:weeks?|wks?)$/u, 'w'],
  [/^(?:mos|months?)$/u, 'mo'],
  [/^(?:yrs?|years?)$/u, 'y'],
  [/^(?:hours?|hrs?)$/u, 'h'],
  [/^(?:mn|mm)$/u, 'm'],
];

function withSuffix(piece: Piece, value: number, suffix: string): Piece {
  const bare = suffix.replace(/\+$/u, '');
  const bound = bare === suffix ? {} : ({ bound: '>=' } as const);
  const short = longSuffixes.find(([shape]) => shape.test(bare))?.[1] ?? bare;
  const scaled = short === 'bn' || short === 'b' ? value * 1e9 : value;
  return { ...piece, value: scaled, ...suffixUnits[short], ...bound };
}
