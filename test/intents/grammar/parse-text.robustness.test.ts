import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { insights } from '../../../src/catalog/datasets/insights.ts';
import { namesOfKind } from '../../../src/catalog/derive/attribute-names.ts';
import { vocabularyOf } from '../../../src/catalog/derive/vocabulary.ts';
import { lexiconOf } from '../../../src/intents/grammar/lexicon.ts';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import { type Intent, intentSchema } from '../../../src/intents/intent.ts';

const today = '2026-11-20';
const parse = (text: string, command?: string): Intent =>
  parseText(text, command === undefined ? { surface: 'message', today } : { surface: 'slash', command, today });

const expectValid = (text: string, command: string | undefined): void => {
  const intent = parse(text, command);
  const checked = intentSchema.safeParse(intent);
  // The keys stand in the schema's order, so that equal intents print equally.
  const [checkedPrint, print] = [JSON.stringify(checked.data), JSON.stringify(intent)];
  if (!checked.success || checkedPrint !== print) {
    expect.fail(`${JSON.stringify(text)} gave ${print}, of which the schema reads ${checkedPrint}`);
  }
};

const symbols = [
  '<',
  '>=',
  '=',
  ',',
  '-',
  '/',
  '?',
  '"',
  "'",
  '!',
  '&lt;',
  '*',
  '_',
  '30',
  '-5',
  '2024',
  '2024-13-45',
  '10k',
  '$1m',
  '70%',
  '1e9',
  '99999999999',
  '5d',
  'agent-7',
  'Jane',
  '<@U123>',
  'stu_4532',
  '#cs-alerts',
  '<#C08CSALERTS|cs-alerts>',
  '9:00',
];

const knownWords = fc.constantFrom(...lexiconOf(agents).words, ...symbols);
const otherWords = fc.constantFrom(
  ...lexiconOf(entities).words,
  ...vocabularyOf(insights).map(({ phrase }) => phrase),
  ...symbols,
  'watch',
  'digest',
  'weekly',
  'outcomes',
  'let me know when',
  'among',
);
const knownPhrases = fc.constantFrom(...vocabularyOf(agents).map(({ phrase }) => phrase), ...symbols);

describe('parseText, given anything at all', () => {
  it('gives a valid intent for any string', () => {
    const strings = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }));
    const commands = fc.constantFrom('/agents', '/agents', '/metrics', '/insights', undefined);

    fc.assert(fc.property(strings, commands, expectValid), { numRuns: 3_000 });
  });

  it('gives a valid intent for any row of known words, numbers and symbols', () => {
    const texts = fc.array(fc.oneof(knownWords, knownPhrases), { maxLength: 12 }).map((words) => words.join(' '));

    fc.assert(
      fc.property(texts, (text) => expectValid(text, '/agents')),
      { numRuns: 1_500 },
    );
  });

  it.each(['/metrics', '/insights', undefined])('gives a valid intent for any such row after %s', (command) => {
    const words = fc.oneof(knownWords, otherWords, otherWords);
    const texts = fc.array(words, { maxLength: 10 }).map((row) => row.join(' '));

    fc.assert(
      fc.property(texts, (text) => expectValid(text, command)),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['control characters', '\u0000\u0007\u001b[31m'],
    ['right-to-left text', '‏מה קורה עם הסוכנים‎'],
    ['only emoji', '🔥🔥🔥 👩‍👩‍👧‍👦'],
    ['unpaired surrogates', '\ud800 churn \udfff'],
    ['markup that is left open', '*_~`<@U123 &lt;&gt; "churn'],
    ['words of prototypes', 'constructor __proto__ toString hasOwnProperty'],
    ['nested quotes', `"'"'"'`.repeat(50)],
    ['numbers beyond sense', `nps < ${'9'.repeat(400)}`],
    ['a list of every metric', namesOfKind(agents, 'metric').join(' ')],
    ['more conditions than one question holds', 'nps > 1 '.repeat(40)],
    ['an update of every metric', `set agent-1 ${namesOfKind(agents, 'metric').join(' 1 ')} 1`],
    ['an endless word', 'a'.repeat(100_000)],
    ['100 kB of words', 'churn rookie '.repeat(8_000)],
    ['100 kB of opening marks', '<'.repeat(100_000)],
    ['100 kB of digits and commas', '1,'.repeat(50_000)],
  ])('stands %s', (_, text) => {
    expectValid(text, '/agents');
    expectValid(text, '/insights');
    expectValid(text, undefined);
  });

  it.each([
    ['smart quotes', '“Ana Price”', '"Ana Price"'],
    ['full-width digits', 'nps < ３０', 'nps < 30'],
    ['what Slack escapes', 'nps &lt; 30 &amp; churn &gt;= 70', 'nps < 30 & churn >= 70'],
    ['mentions', '<@U0123ABC> churn rookie', 'churn rookie'],
    ['bold, italic and code', '*churn* _rookie_ `urban`', 'churn rookie urban'],
    ['emoji', '📉 churn rookie :fire:', 'churn rookie'],
    ['dashes of every kind', 'low‑engagement – churn', 'low-engagement churn'],
    ['capitals', 'CHURN ROOKIE', 'churn rookie'],
    ['wide spaces', 'churn\u00a0\u2003rookie', 'churn rookie'],
    ['the command itself', '/agents churn rookie', 'churn rookie'],
  ])('reads past %s', (_, text, plain) => {
    expect(parse(text, '/agents')).toEqual(parse(plain, '/agents'));
  });
});
