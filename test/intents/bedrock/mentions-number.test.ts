import { describe, expect, it } from 'vitest';
import { mentionsNumber } from '../../../src/intents/bedrock/mentions-number.ts';

describe('mentionsNumber', () => {
  it.each<[string, number]>([
    ['nps under 40', 40],
    ['revenue over $1,250,000', 1_250_000],
    ['revenue over 1.2m', 1_200_000],
    ['more than 10k', 10_000],
    ['more than 10 thousand dollars', 10_000],
    ['churn of at least sixty-five', 65],
    ['two hundred and fifty tickets', 250],
    ['half a million', 500_000],
    ['seventy five thousand', 75_000],
    ['growth under -5%', -5],
    ['growth below minus five percent', -5],
    ['inactive for two weeks', 14],
    ['inactive for a month', 30],
    ['joined in the last year', 365],
    ['active in the last quarter', 90],
    ['not seen for 20d', 20],
    ['answers within 30 minutes', 0.5],
    ['answers take over 2 days', 48],
    ['set agent-42 nps to 70', 70],
    ['a couple of days', 2],
    ['answers within an hour', 1],
    ['churn 40..60', 60],
    ['revenue 50-100k', 50_000],
    ['revenue from 5 to 10k', 5_000],
  ])('finds in %j the number %d', (text, value) => {
    expect(mentionsNumber(text, value)).toBe(true);
  });

  it.each<[string, number]>([
    ['nps under 40', 4],
    ['high churn', 70],
    ['inactive lately', 30],
    ['inactive for two weeks', 30],
    ['growth under 5%', -5],
    ['agent-42', -42],
    ['more than 10k', 1_000],
    ['5 agents to 10 teams', 5_000],
    ['sixty-five', 75],
    ['', 0],
  ])('finds in %j no number %d', (text, value) => {
    expect(mentionsNumber(text, value)).toBe(false);
  });
});
