import { describe, expect, it } from 'vitest';
import { gistOf } from '../../src/answers/insight-words.ts';

describe('the gist of an explanation', () => {
  it.each([
    ['NPS is 19, down 11 in 7 days, below the line of 30. Also, more.', 'NPS is 19, down 11 in 7 days'],
    ['Churn risk is 91, above the line of 70. Also, NPS is 3.', 'Churn risk is 91, above the line of 70'],
    ['$6,325 a year is at risk: churn risk is 70. Also, more.', '$6,325 a year is at risk: churn risk is 70'],
    ['Engagement is low and still falling: engagement trend is -27.1 %.', 'Engagement is low and still falling'],
    ['There has been no activity for 63 days.', 'There has been no activity for 63 days'],
    [`It ${'went on '.repeat(20)}`, 'It went on went on went on went on went on went…'],
    ['', ''],
  ])('of "%s" is "%s"', (explanation, gist) => {
    expect(gistOf({ explanation })).toBe(gist);
  });
});
