/** Words whose plural no rule gives. */
const irregular: Readonly<Record<string, string>> = { person: 'people', child: 'children', man: 'men', woman: 'women' };

/** The plural of a lower-case word. */
export function pluralOf(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return known;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}

function singularOf(word: string): string | undefined {
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:x|z|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  if (/[^sui]s$/.test(word) && word.length > 3) return word.slice(0, -1);
  return undefined;
}

const isPreposition = (word: string): boolean => /^(?:at|in|on|to|of|for|by|not|no)$/.test(word);

const isPlainWord = (word: string): boolean => /^[a-z]{2,}$/.test(word);

/**
 * The forms in which a phrase is typed besides its own: its last word in the other number, its first
 * word in the plural where "of" follows, its words run together, and a span of days said otherwise.
 *
 * @param phrase lower-case words, one space apart
 */
export function inflectionsOf(phrase: string): readonly string[] {
  const words = phrase.split(' ');
  const last = words.at(-1) ?? '';
  const forms = new Set<string>();
  const withLast = (word: string): void => void forms.add([...words.slice(0, -1), word].join(' '));
  if (isPlainWord(last)) {
    const singular = singularOf(last);
    if (singular === undefined || last.length <= 3) withLast(pluralOf(last));
    if (singular !== undefined) withLast(singular);
  }
  const [first = '', second] = words;
  if (second === 'of' && isPlainWord(first)) forms.add([pluralOf(first), ...words.slice(1)].join(' '));
  if (words.length === 2 && words.every(isPlainWord) && !isPreposition(first)) forms.add(`${last} of ${first}`);
  if (words.length > 1 && words.every(isPlainWord) && phrase.length >= 8) forms.add(words.join(''));
  for (const form of spanForms(phrase)) forms.add(form);
  forms.delete(phrase);
  return [...forms];
}

/** "Sessions in 7 days" as "sessions in the last 7 days" and the like. */
function spanForms(phrase: string): readonly string[] {
  const [, what, span] = /^(\D+) in (\d+ [a-z]+)$/.exec(phrase) ?? [];
  if (what === undefined || span === undefined) return [];
  return ['in the last', 'in the past', 'over the last', 'over the past', 'within', 'over', 'last', 'past'].map(
    (when) => `${what} ${when} ${span}`,
  );
}

/** What a word may be an inflection of, nearest first: "responding" → "respond", "churned" → "churn". */
export function stemsOf(word: string): readonly string[] {
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ie`];
  const suffix = /(?:ing|ed|ers?|s)$/.exec(word)?.[0];
  if (suffix === undefined || word.length - suffix.length < 4) return [];
  const stem = word.slice(0, -suffix.length);
  const undoubled = /([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...undoubled];
}
