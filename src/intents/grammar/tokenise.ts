import type { IdShape } from './id-shapes.ts';

/** Longer texts are no questions: what follows is not read. */
const readable = { characters: 1000, tokens: 96 };

export type TokenKind = 'word' | 'number' | 'date' | 'quoted' | 'id' | 'symbol';

/** One piece of a text, with the place where it stands in the cleaned text. */
export interface Token {
  readonly kind: TokenKind;
  /** Lower case; what phrases are compared with. */
  readonly text: string;
  /** As it was typed; an id as the table has it. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly value?: number;
  /** What was glued to a number: `k`, `%`, `d`, `th`, `+`, `$`. */
  readonly suffix?: string;
}

const shapes = {
  quoted: /"((?:\\.|[^"\\]){1,250})"|(?<=^|\s)'([^']{2,100})'(?=$|[\s,.?!])/uy,
  date: /(?:19|20)\d{2}[-/]\d{1,2}(?:[-/]\d{1,2})?(?!\d)(?:T[\d:.]+Z?)?|(?:0?[1-9]|1[0-2])[/.](?:19|20)\d{2}(?!\d)/uy,
  number:
    /(?:(?<=^|[\s<>=(:,])[-+])?(?:[$€£]\s?)?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?(\s?%\+?|\+|(?:k|mn|mm|m|bn|b|days?|d|weeks?|wks?|w|mos?|months?|y|yrs?|years?|hours?|hrs?|h|th|st|nd|rd)(?![a-z\d])\+?)?/iuy,
  word: /[\p{L}\p{M}\d#][\p{L}\p{M}\d#]*(?:['.](?=\p{L})[\p{L}\p{M}\d]+)*/uy,
  symbol: /<=|>=|=<|=>|!=|<>|==|[<>=≤≥≠,;&/+]/uy,
} as const;

/** The text as the rules read it: one form of every quote, dash, digit and space; no markup, no mentions. */
export function cleanText(text: string): string {
  return text
    .slice(0, readable.characters * 4)
    .normalize('NFKC')
    .replace(/<(?:[@#!][^<>]{1,200}|(?:https?|mailto|tel):[^<>|]{1,500}\|?)>/gu, ' ')
    .replace(/<(?:https?|mailto|tel):[^<>|]{1,500}\|([^<>]{1,200})>/gu, ' $1 ')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&amp;/gu, '&')
    .replace(/\b([dwmqy])\/\1\b/giu, '$1o$1')
    .replace(/\bw\/o\b/giu, 'without')
    .replace(/\bw\//giu, 'with ')
    .replace(/[“”„«»″]/gu, '"')
    .replace(/[‘’‚′`´]/gu, "'")
    .replace(/[‐‑‒–—―−]/gu, '-')
    .replace(/(?<=\d)\s?(?:\.{2,3}|…)\s?(?=\d)/gu, '-')
    .replace(/:[a-z0-9_+-]{2,40}:/gu, (shortcode) => (/^:\d/u.test(shortcode) ? shortcode : ' '))
    .replace(/[*~\p{Extended_Pictographic}\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (mark) => (/\d/u.test(mark) ? mark : ' '))
    .slice(0, readable.characters);
}

/**
 * The tokens of a cleaned text, in order; what is no token is passed over.
 *
 * @param idShapes the ways in which ids are typed
 * @param isWhole whether a word is known as it stands, so that its capitals or digits do not part it
 */
export function tokenise(
  text: string,
  idShapes: readonly IdShape[],
  isWhole: (word: string) => boolean,
): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length && tokens.length < readable.tokens) {
    const found = tokenAt(text, at, idShapes, isWhole);
    if (found.length === 0) {
      at += 1;
      continue;
    }
    tokens.push(...found);
    at = Math.max(at + 1, found.at(-1)?.end ?? at);
  }
  return tokens;
}

function tokenAt(
  text: string,
  at: number,
  idShapes: readonly IdShape[],
  isWhole: (word: string) => boolean,
): readonly Token[] {
  const match = (shape: RegExp): RegExpExecArray | null => {
    shape.lastIndex = at;
    return shape.exec(text);
  };
  const quoted = match(shapes.quoted);
  if (quoted !== null) return [token('quoted', quoted, (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/gu, '$1').trim())];
  for (const { prefix, shape } of /[\p{L}#]/u.test(text.charAt(at)) ? idShapes : []) {
    const id = match(shape);
    if (id !== null) return [token('id', id, `${prefix}${(id[1] ?? id[2] ?? '').toLowerCase()}`)];
  }
  if (/[\p{L}#]/u.test(text.charAt(at)) || /\p{L}/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) {
    const word = match(shapes.word);
    return word === null ? [] : wordTokens(word, isWhole);
  }
  const date = match(shapes.date);
  if (date !== null) return [token('date', date, date[0])];
  const number = match(shapes.number);
  if (number !== null) return [numberToken(number)];
  const symbol = match(shapes.symbol);
  return symbol === null ? [] : [token('symbol', symbol, symbol[0])];
}

const token = (kind: TokenKind, match: RegExpExecArray, text: string): Token => ({
  kind,
  text: text.toLowerCase(),
  raw: kind === 'quoted' || kind === 'id' ? text : match[0],
  start: match.index,
  end: match.index + match[0].length,
});

function numberToken(match: RegExpExecArray): Token {
  const suffix = (match[1] ?? '').trim().toLowerCase();
  const digits = match[0].slice(0, match[0].length - (match[1] ?? '').length).replace(/[,$€£\s]/gu, '');
  return {
    ...token('number', match, match[0]),
    value: Number(digits),
    suffix: suffix === '' && /[$€£]/u.test(match[0]) ? '$' : suffix,
  };
}

/** Words that are written as one name, such as `churnRisk` or `top10`, are several. */
function wordTokens(match: RegExpExecArray, isWhole: (word: string) => boolean): readonly Token[] {
  const word = match[0];
  if (isWhole(word.toLowerCase())) return [{ ...token('word', match, word), raw: word }];
  const tokens: Token[] = [];
  for (const part of word.matchAll(/\p{Lu}{2,}(?!\p{Ll})|\p{Lu}?[^\p{Lu}\d]+|\d+[a-z]?(?![a-z])|\p{Lu}|\d+/gu)) {
    const start = match.index + part.index;
    tokens.push(partToken(part[0], start));
  }
  const single = tokens.length < 2 || /^\p{L}\d{1,3}$/u.test(word) || !splits(word);
  return single ? [{ ...token('word', match, plain(word)), raw: word }] : tokens;
}

function partToken(part: string, start: number): Token {
  const place = { raw: part, start, end: start + part.length };
  const number = /^(\d+)([a-z]?)$/iu.exec(part);
  if (number === null) return { kind: 'word', text: plain(part), ...place };
  return { kind: 'number', text: part.toLowerCase(), value: Number(number[1]), suffix: number[2] ?? '', ...place };
}

/** Whether a word's capitals or digits part it: `churnRisk` and `lessThan1k` do, `McDonald` and `p90` do not. */
const splits = (word: string): boolean => /\p{Ll}{2}\p{Lu}|\p{L}{2}\d/u.test(word);

/** Lower case, without the possessive. */
const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/'s?$|(?<=s)'$/u, '')
    .replace(/^(.{2,})'s$/u, (whole, stem: string) =>
      /^(?:what|how|who|where|that|it|there|let|here|today)$/u.test(stem) ? whole : stem,
    );
