import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { lexiconOf } from '../../../src/intents/grammar/lexicon.ts';
import { correctionsOf, nearestWords, slipsBetween } from '../../../src/intents/grammar/spelling.ts';
import { parse } from './expected-intents.ts';

const lexicon = lexiconOf(agents);

/** Every single word that means something in the dataset by itself and is long enough to bear a slip. */
const words = [...lexicon.phrases]
  .filter(([phrase, { content }]) => content !== undefined && /^[a-z]{5,}$/.test(phrase))
  .map(([phrase]) => phrase);

const slips: Readonly<Record<string, (word: string) => string>> = {
  'a letter left out': (word) => word.slice(0, 2) + word.slice(3),
  'a letter typed twice': (word) => word.slice(0, 3) + word.slice(2),
  'a wrong letter': (word) => `${word.slice(0, 3)}${word[3] === 'q' ? 'x' : 'q'}${word.slice(4)}`,
  'two letters changed about': (word) => `${word.slice(0, 1)}${word[2]}${word[1]}${word.slice(3)}`,
};

/** Whether a slip made another known word, or one as near to a word of another meaning. */
function isOpenToDoubt(typo: string, word: string): boolean {
  const meant = JSON.stringify(lexicon.phrases.get(word)?.content);
  const near = nearestWords(typo, lexicon, 1).words;
  return lexicon.words.has(typo) || near.some((other) => JSON.stringify(lexicon.phrases.get(other)?.content) !== meant);
}

describe('a word with one slip', () => {
  it.each(Object.keys(slips))('means what the word means: %s', (name) => {
    const pairs = words.map((word) => ({ word, typo: slips[name]?.(word) ?? word }));
    const clear = pairs.filter(({ word, typo }) => typo.length > 4 && typo !== word && !isOpenToDoubt(typo, word));

    const wrong = clear.filter(
      ({ word, typo }) => JSON.stringify(parse(`${typo} rookie`)) !== JSON.stringify(parse(`${word} rookie`)),
    );

    expect(clear.length).toBeGreaterThan(words.length * 0.7);
    expect(wrong).toEqual([]);
  });
});

describe('correctionsOf', () => {
  it.each([
    ['chrun', ['churn'], 1],
    ['specialisaton', ['specialisation'], 1],
    ['retentoin', ['retention'], 1],
    ['reveneu', ['revenue'], 1],
    ['brokrege', ['brokerage'], 2],
    ['lwo', ['low'], 1],
  ])('takes "%s" for %j', (typo, expected, distance) => {
    const { words: found, slips: count } = correctionsOf(typo, lexicon);

    expect(found).toEqual(expect.arrayContaining(expected));
    expect(count).toBe(distance);
  });

  it.each(['xyzzy', 'jane', 'john', 'zz', '', '1234'])('leaves "%s" alone', (word) => {
    expect(correctionsOf(word, lexicon).words).toEqual([]);
  });
});

describe('slipsBetween', () => {
  it.each([
    ['churn', 'churn', 0],
    ['churn', 'chrun', 1],
    ['churn', 'chur', 1],
    ['churn', 'churnn', 1],
    ['churn', 'burn', 2],
    ['ca', 'abc', 3],
    ['churn', 'revenue', 3],
  ])('counts from "%s" to "%s" %d slips at most', (left, right, expected) => {
    expect(slipsBetween(left, right, 2)).toBe(expected);
  });
});
