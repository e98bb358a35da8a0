/** Somebody's name as people write it, and the id that may stand in its place. */
export interface KnownName {
  readonly name: string;
  readonly id?: string | undefined;
}

export interface RedactOptions {
  /** The names that are known to be in the text: the record of all names is not searched. */
  readonly names?: readonly KnownName[];
}

/**
 * A text without personal data: a word in brackets in place of each mention, address, number or name.
 *
 * E-mail addresses, links, Slack's mentions, phone numbers however they are written, and any digits from nine on
 * go; so do the given names, for which their ids stand in. Amounts, ranges, dates and ids like `agent-42` stay,
 * because a question without them is another question. In doubt a number goes.
 */
export function redact(text: string, { names = [] }: RedactOptions = {}): string {
  const ids = new Map(names.map(({ name, id }) => [plain(name), id] as const));
  const named = patternOfNames([...ids.keys()]);
  const pattern = new RegExp(
    [...marks, ...(named === undefined ? [] : [named]), ...numbers]
      .map(([kind, source]) => `(?<${kind}>${source})`)
      .join('|'),
    'giu',
  );
  return text.normalize('NFC').replace(pattern, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined) ?? '';
    if (kind === 'name') return ids.get(plain(match)) ?? '[name]';
    if (kind === 'digits') return isHarmless(match) ? match : `[${isPhone(match) ? 'phone' : 'number'}]`;
    return labels[kind] ?? match;
  });
}

type Pattern = readonly [kind: string, source: string];

/** What takes the place of each kind; kinds that are not here stay as they are. */
const labels: Readonly<Record<string, string>> = {
  user: '[user]',
  channel: '[channel]',
  group: '[group]',
  mail: '[email]',
  phone: '[phone]',
  link: '[link]',
  url: '[link]',
  page: '[link]',
  email: '[email]',
  handle: '[user]',
};

/** What follows in an address, without the sentence's own marks at its end. */
const address = '[^\\s<>]*[^\\s<>.,;:!?)\\]]';

/**
 * Marks in angle brackets are Slack's own. Lengths are bounded, so that no text takes long.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
const marks: readonly Pattern[] = [
  ['user', '<@[A-Z0-9]{2,30}(?:\\|[^>]{0,200})?>'],
  ['channel', '<#[A-Z0-9]{2,30}(?:\\|[^>]{0,200})?>'],
  ['group', '<!subteam\\^[^>]{0,200}>'],
  ['mail', '<mailto:[^>]{0,500}>'],
  ['phone', '<tel:[^>]{0,200}>'],
  ['link', '<[a-z][a-z0-9+.-]{0,20}:[^>]{0,3000}>'],
  ['url', `\\b(?:https?://|www\\.)${address}`],
  [
    'email',
    "(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}][\\p{L}\\p{N}._%+'-]{0,63}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63})*",
  ],
  ['page', `\\b[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,4}\\.[a-z]{2,20}/${address}`],
  ['handle', '(?<![\\p{L}\\p{N}@])@\\p{L}[\\p{L}\\p{N}._-]{1,80}'],
];

const date = '\\d{4}-\\d{2}-\\d{2}(?!\\d)';
const separators = '[ \\u00a0\\u202f.()/\\u2010-\\u2013-]{0,2}';

const numbers: readonly Pattern[] = [
  ['date', `(?<!\\d)${date}`],
  ['id', '(?<![\\p{L}\\p{N}])\\p{L}{1,20}[-_]\\d{1,8}(?!\\d|[-.]\\d)'],
  // Never across a date that follows: "top 100 since 2026-01-01".
  [
    'digits',
    `(?<!\\d)(?:\\+|\\(|\\+\\()?(?!${date})\\d(?:${separators}(?!(?<!\\d)${date})\\d){6,}(?:\\s?(?:x|ext\\.?)\\s?\\d{1,6})?`,
  ],
];

/** Runs of digits that are amounts, years, dates or ranges rather than somebody's number. */
function isHarmless(match: string): boolean {
  return harmless.some((pattern) => pattern.test(match)) || isRange(match);
}

const harmless: readonly RegExp[] = [
  /^\d{7,8}$/,
  // Decimals: a local phone number has four digits after its dot.
  /^\d{1,8}\.\d{1,3}$/,
  /^\d\.\d+$/,
  // Thousands: "1 250 000", "12.500.000".
  /^\d{1,2}(?:[ \u00a0\u202f]\d{3}){2}$/,
  /^\d{1,2}(?:\.\d{3}){2}$/,
  // Dates and years as people write them.
  /^\d{1,2}[/.]\d{1,2}[/.]\d{4}$/,
  /^\d{4}[/.]\d{1,2}[/.]\d{1,2}$/,
  /^(?:19|20)\d{2}[ /-](?:19|20)\d{2}$/,
];

/** "5000-8000": from one round number to a higher one. */
function isRange(match: string): boolean {
  const [, from = '', to = ''] = /^(\d{3,7})[-\u2013](\d{3,7})$/.exec(match) ?? [];
  return from !== '' && Number(from) % 100 === 0 && Number(to) % 100 === 0 && Number(from) < Number(to);
}

function isPhone(match: string): boolean {
  const digits = match.replace(/\D/g, '').length;
  return digits <= 15 && /^[+(]|\d\D/.test(match);
}

/** One pattern for all names, the longest first, so that a name within another does not spoil it. */
function patternOfNames(names: readonly string[]): Pattern | undefined {
  const usable = names.filter((name) => name.length > 1).toSorted((one, other) => other.length - one.length);
  if (usable.length === 0) return undefined;
  return ['name', usable.map(sourceOfName).join('|')];
}

/** Scripts that are written without spaces have no words' ends to look for. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function sourceOfName(name: string): string {
  const source = name
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(' ', '\\s+')
    .replaceAll("'", "['\u2019\u02bc]");
  return unspaced.test(name) ? source : `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`;
}

/** A name in the one form in which names are compared. */
function plain(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
