import type { FigureKind } from './known-figures.ts';

/** A number that a text says. */
export interface SaidNumber {
  /** `points` are said of scores and of percentages. */
  readonly kind: FigureKind | 'points';
  /** Without its sign. */
  readonly size: number;
  /** -1 and 1 where the text says which way: by a sign, or by a word right before it. */
  readonly sign?: -1 | 1;
  /** What the word right before it makes of it. */
  readonly role?: 'level' | 'change';
}

/** Numbers in words, and words that are a number in disguise: "one" is mostly none. */
const inWords =
  /\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:hundred|thousand|million|billion)(?:s|ths?)?|dozens?|couple|half|halves|halved|halving|twice|thrice|(?:doubl|tripl|quadrupl)(?:e|ed|es|ing)|(?:two|three|four|five|ten|hundred|thousand)fold|thirds?|quarters?|fourths?|fifths?|(?:six|seven|eigh|nin|ten)ths?)\b/iu;

const number = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/gu;
const scales: Readonly<Record<string, number>> = { k: 1_000, thousand: 1_000, m: 1_000_000, million: 1_000_000 };

const afterwards =
  /^(?:\s?(?<scale>k|m|thousand|million)\b)?(?:\s?(?<percent>%|percent\b|per cent\b)|\s?(?<points>(?:percentage )?points?)\b|[\s-](?<days>days?)\b|\s(?<hours>h|hours?)\b|\s(?<other>weeks?|months?|years?|minutes?|seconds?|quarters?|times|x)\b|\s(?<dollars>dollars?|usd)\b)?/iu;

const rising = /\b(?:up|rose|risen|gained|climbed|jumped|grew|grown|increased|increase|rise|higher)(?: by| of)? $/iu;
const falling =
  /\b(?:down|fell|fallen|lost|dropped|drop|decreased|declined|decrease|decline|fall|lower|slid)(?: by| of)? $/iu;
const levelling = /\b(?:is|are|was|were|at|to|from|reached|stands at|below|above|under|over) $/iu;

/**
 * Every number that a text says; undefined where it says one in a form of which we cannot be sure: in words, glued to
 * letters, as a ratio, a time of day or a date, or in a unit that the record does not use.
 */
export function readNumbers(text: string): readonly SaidNumber[] | undefined {
  // Numbers with a scale word are read with it below; all others in words are refused.
  if (inWords.test(text.replaceAll(/(?<=\d\s?)(?:thousand|million)\b/giu, ''))) return undefined;
  const said: SaidNumber[] = [];
  for (const match of text.matchAll(number)) {
    const read = readOne(match[0], text.slice(0, match.index), text.slice(match.index + match[0].length));
    if (read === undefined) return undefined;
    said.push(read);
  }
  return said;
}

function readOne(digits: string, before: string, after: string): SaidNumber | undefined {
  const [lead = '', outer, dollar, inner] = /((?<![\p{L}\d.,])[-−–+])?(\$)?([-−+])?$/u.exec(before) ?? [];
  const previous = before.slice(0, before.length - lead.length);
  const { 0: unit = '', groups = {} } = afterwards.exec(after) ?? {};
  const isGlued =
    /[\p{L}\d./:,$]$/u.test(previous) || /^(?:[\p{L}\d/%$]|[.,:]\d|-\p{L})/u.test(after.slice(unit.length));
  const kind = kindOf(groups, dollar !== undefined);
  if (isGlued || kind === undefined) return undefined;
  const size = Number(digits.replaceAll(',', '')) * (scales[groups['scale']?.toLowerCase() ?? ''] ?? 1);
  if (kind === 'days') return { kind, size };
  const mark = outer ?? inner;
  return { kind, size, ...(mark === undefined ? wayOf(previous) : { sign: mark === '+' ? 1 : -1 }) };
}

const units = ['percent', 'points', 'days', 'hours'] as const;

/** In what a number is; undefined where it is in two things at once, or in one that no record is in. */
function kindOf(
  groups: Readonly<Record<string, string | undefined>>,
  isDollars: boolean,
): SaidNumber['kind'] | undefined {
  const unit = units.find((name) => groups[name] !== undefined);
  const { dollars, other } = groups;
  if (other !== undefined) return undefined;
  if (!isDollars && dollars === undefined) return unit ?? 'plain';
  return unit === undefined ? 'money' : undefined;
}

/** What the word before a number says of it. */
function wayOf(previous: string): Pick<SaidNumber, 'sign' | 'role'> {
  if (rising.test(previous)) return { sign: 1, role: 'change' };
  if (falling.test(previous)) return { sign: -1, role: 'change' };
  return levelling.test(previous) ? { role: 'level' } : {};
}
