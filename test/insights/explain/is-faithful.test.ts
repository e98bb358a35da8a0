import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExplanation } from '../../../src/insights/explain/bedrock-explainer.ts';
import { isFaithful } from '../../../src/insights/explain/is-faithful.ts';
import { knownFigures } from '../../../src/insights/explain/known-figures.ts';
import { callsDraft, churnDraft } from './drafts.ts';

const figures = knownFigures(churnDraft());
const isFaithfulToChurn = (text: string): boolean => isFaithful(text, figures);

describe('a text', () => {
  it.each([
    'Churn risk is 82, up 17 in 7 days, and $48,231 a year is at risk.',
    'The agent’s churn risk rose by 17 points to 82 (from 65), above the line of 70.',
    'About $48,200 of revenue is at stake; some $48k.',
    'NPS fell 12 to 24 while engagement fell by 12.3 % over the same 7 days.',
    'Engagement trend is -12.3% and the risk score 86.',
    'A 7-day rise of 17 is steep.',
    'Call one of the senior people, e.g. the account owner.',
  ])('may say what the record says: %s', (text) => {
    expect(isFaithfulToChurn(text)).toBe(true);
  });

  it.each([
    ['a number that is none of the record', 'Churn risk is 83.'],
    ['a number worked out from others', 'Churn risk rose by 26 %.'],
    ['a deadline', 'Call within 48 hours.'],
    ['a number in words', 'Call within two days.'],
    ['a fraction', 'NPS fell by a third.'],
    ['a multiple', 'Churn risk doubled.'],
    ['a rise that was a fall', 'NPS is up 12.'],
    ['a change as if it were the value', 'Churn risk is 17.'],
    ['a score as money', '$82 is at risk.'],
    ['money as a score', 'Churn risk is 48,231.'],
    ['another unit of time', 'Up 17 in 7 weeks.'],
    ['days that are a score', 'Up for 82 days.'],
    ['a ratio', 'Risk is 82/86.'],
    ['a range', 'Risk is 65-82.'],
    ['a time of day', 'Call at 7:24.'],
    ['a number glued to a word', 'It is the 7th and the Q82.'],
    ['other digits', 'Churn risk is ８２, or ٨٢, or ⅗.'],
    ['digits in groups of a kind of their own', 'At risk: $48.231.'],
    ['money of another size', 'Some $482k is at risk.'],
  ])('may not say %s', (_what, text) => {
    expect(isFaithfulToChurn(text)).toBe(false);
  });

  it.each([
    ['a link', 'See example.com for more.'],
    ['an address', 'See https://example.com'],
    ['a mention', 'Ask <@U123> or @here.'],
    ['bold', 'This is *bad*.'],
    ['an emoji', 'This is bad :fire: indeed.'],
    ['code', 'Run `this`.'],
    ['a line break', 'One.\nMore.'],
    ['characters that are not seen', 'Call\u202e now.'],
  ])('may not hold %s', (_what, text) => {
    expect(isFaithfulToChurn(text)).toBe(false);
  });
});

describe('a reply of a model', () => {
  const reply = { explanation: 'Churn risk is 82.', recommendations: ['Call the agent'] };

  it('is taken with its spaces in order', () => {
    const json = { explanation: '  Churn risk\nis 82. ', recommendations: ['Call the agent'] };

    expect(readExplanation(json, churnDraft())).toEqual(reply);
  });

  it.each<[string, unknown]>([
    ['no object', 'Churn risk is 82.'],
    ['no recommendations', { ...reply, recommendations: [] }],
    ['too many of them', { ...reply, recommendations: Array.from({ length: 6 }, () => 'Call the agent') }],
    ['one that is too long', { ...reply, recommendations: ['Call '.repeat(40)] }],
    ['one that names a number', { ...reply, recommendations: ['Call 3 times'] }],
    ['an explanation that is too long', { ...reply, explanation: 'Bad. '.repeat(130) }],
    ['an empty explanation', { ...reply, explanation: ' ' }],
    ['a span that is not the record’s', { ...reply, explanation: 'Churn risk rose to 82 within a month.' }],
  ])('is not taken with %s', (_what, json) => {
    expect(readExplanation(json, churnDraft())).toBeUndefined();
  });
});

/** Ways in which a number may stand in a text. */
const forms: readonly ((value: number) => string)[] = [
  String,
  (value) => value.toLocaleString('en-US'),
  (value) => `$${value.toLocaleString('en-US')}`,
  (value) => `-${value}`,
  (value) => `+${value}`,
  (value) => `${value}%`,
  (value) => `${value} percent`,
  (value) => `${value} days`,
  (value) => `${value}-day`,
  (value) => `${value}k`,
  (value) => `$${value / 1_000}k`,
  (value) => `${value} thousand`,
  (value) => `(${value})`,
  (value) => `${value}.`,
  (value) => `${value}x`,
  (value) => `${value}th`,
  (value) => `x${value}`,
  (value) => value.toLocaleString('de-DE'),
  (value) => value.toExponential(),
  (value) => `0x${value.toString(16)}`,
  (value) => `${value}/100`,
  (value) => String(value).replaceAll(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (value) => String(value).replaceAll(/\d/gu, (digit) => String.fromCodePoint(0x0966 + Number(digit))),
];
const sentences: readonly ((said: string) => string)[] = [
  (said) => `Churn risk is ${said} now.`,
  (said) => `It rose by ${said} of late.`,
  (said) => `NPS fell ${said}, which is much.`,
  (said) => `${said} is at risk.`,
  (said) => `After ${said} it went on.`,
  (said) => `Call them,${said}`,
];
const scaled: ReadonlySet<number> = new Set([9, 11]);

describe('ten thousand texts', () => {
  it('never pass with a number that is not in the record', () => {
    // A judge of its own, that knows the record by heart: no figure, however it is rounded, is farther off than this.
    const record = [82, 65, 17, 70, 24, 36, 12, 30, 12.3, 10, 86, 7];
    const isOfRecord = (value: number): boolean =>
      record.some((figure) => Math.abs(figure - Math.abs(value)) < 0.51) || Math.abs(value - 48_231) < 483;
    const numbers = fc.oneof(
      fc.integer({ min: 0, max: 120 }),
      fc.integer({ min: 0, max: 1_200 }).map((tenths) => tenths / 10),
      fc.integer({ min: 40_000, max: 60_000 }),
      { arbitrary: fc.constantFrom(...record, 48_231, 48_200, 48_000), weight: 3 },
    );
    const texts = fc.record({
      value: numbers,
      form: fc.nat({ max: forms.length - 1 }),
      sentence: fc.constantFrom(...sentences),
    });
    const draft = churnDraft();
    let passed = 0;

    const property = fc.property(texts, ({ value, form, sentence }) => {
      const meant = scaled.has(form) ? value * 1_000 : value;
      const json = { explanation: sentence(forms[form]?.(value) ?? ''), recommendations: ['Call the agent'] };
      const taken = readExplanation(json, draft) !== undefined;
      passed += taken ? 1 : 0;
      return !taken || isOfRecord(meant);
    });

    fc.assert(property, { numRuns: 10_000, seed: 11 });
    expect(passed).toBeGreaterThan(500);
  });
});

it('knows the days that a label speaks of', () => {
  expect(isFaithful('There were 6 calls in 14 days.', knownFigures(callsDraft()))).toBe(true);
  expect(isFaithful('There were 6 calls in 15 days.', knownFigures(callsDraft()))).toBe(false);
});
