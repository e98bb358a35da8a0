import { numberWords, type UnitWord, unitWords } from '../grammar/function-words.ts';

/** What an amount in a unit of time may be turned into, in the units in which figures are kept. */
const conversions: Partial<Readonly<Record<UnitWord, readonly number[]>>> = {
  minute: [1 / 60],
  hour: [1, 1 / 24],
  day: [1, 24],
  week: [7, 168],
  fortnight: [14],
  month: [28, 30, 31],
  quarter: [90, 91, 92],
  year: [365, 366],
};

const scales: readonly (readonly [readonly string[], number])[] = [
  [unitWords.thousand, 1_000],
  [unitWords.million, 1_000_000],
  [['b', 'bn', 'billion'], 1_000_000_000],
];

const words: Readonly<Record<string, number>> = {
  ...numberWords,
  one: 1,
  couple: 2,
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
};

/**
 * Whether a number is one that a text says: in digits or words, with its sign, scaled ("10k"), in other units of
 * time ("two weeks" as 14 days), or as the one of "last month".
 */
export function mentionsNumber(text: string, value: number): boolean {
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d)\.{2,}(?=\d)/gu, ' ');
  const said = [...digitsIn(lower), ...sharedScalesIn(lower), ...wordsIn(lower)];
  const isSame = (number: number): boolean => Math.abs(number - value) <= 1e-6 * Math.max(1, Math.abs(value));
  if (said.some(isSame)) return true;
  const factors = unitsIn(lower).flatMap((unit) => conversions[unit] ?? []);
  return factors.some((factor) => [1, ...said].some((number) => isSame(number * factor)));
}

/** A hyphen before digits is a minus where a word does not stand right before it, as it does in an id. */
function digitsIn(text: string): number[] {
  const pattern =
    /(?<sign>(?<![\p{L}\p{N}])[-−]|\b(?:minus|negative)\s+)?\$?(?<digits>\d[\d,_]*(?:\.\d+)?|\.\d+)\s?(?<scale>\p{L}+)?/gu;
  return [...text.matchAll(pattern)].flatMap(({ groups = {} }) => {
    const number = Number(groups['digits']?.replace(/[,_]/g, '')) * (groups['sign'] === undefined ? 1 : -1);
    const scale = scales.find(([names]) => names.includes(groups['scale'] ?? ''))?.[1];
    return scale === undefined ? [number] : [number, number * scale];
  });
}

/** "50-100k", "5 to 10k": the scale of the second number holds for the first. */
function sharedScalesIn(text: string): number[] {
  const pattern = /(?<first>\d[\d,]*(?:\.\d+)?)\s?(?:[-–—]|to|and)\s?\$?\d[\d,]*(?:\.\d+)?\s?(?<scale>\p{L}+)/gu;
  return [...text.matchAll(pattern)].flatMap(({ groups = {} }) => {
    const scale = scales.find(([names]) => names.includes(groups['scale'] ?? ''))?.[1];
    return scale === undefined ? [] : [Number(groups['first']?.replace(/,/g, '')) * scale];
  });
}

/** "Sixty five thousand": what the words add up to, and each on the way there. */
function wordsIn(text: string): number[] {
  const found: number[] = [];
  let total = 0;
  let current: number | undefined;
  for (const word of text.split(/[^\p{L}\p{N}]+/u)) {
    const number = Object.hasOwn(words, word) ? words[word] : undefined;
    if (number === undefined) {
      if (word === 'and' || word === 'a') continue;
      [total, current] = [0, undefined];
      continue;
    }
    found.push(number);
    if (number >= 1_000) [total, current] = [total + (current ?? 1) * number, undefined];
    else current = number === 100 ? (current ?? 1) * 100 : (current ?? 0) + number;
    found.push(total + (current ?? 0));
  }
  return found.flatMap((number) => (/\b(?:minus|negative)\b/u.test(text) ? [number, -number] : [number]));
}

function unitsIn(text: string): UnitWord[] {
  const said = new Set(text.split(/[^\p{L}]+/u));
  return (Object.keys(conversions) as UnitWord[]).filter((unit) => unitWords[unit].some((name) => said.has(name)));
}
