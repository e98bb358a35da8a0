import { describe, expect, it } from 'vitest';
import { plainQuestion } from '../../../src/slack/listeners/events/question.ts';

describe('plainQuestion', () => {
  it.each([
    ['<@U0BOT> churn of rookies', 'churn of rookies'],
    ['hey <@U0BOT|vitals>: nps &lt; 30 &amp; revenue &gt; 5', 'hey : nps < 30 & revenue > 5'],
    ['  nps \n veterans ', 'nps veterans'],
    ['ask <@U0OTHER> about churn', 'ask <@U0OTHER> about churn'],
    ['&amp;lt;', '&lt;'],
    ['nps \ud800 of \ud83d\ude00', 'nps \ufffd of \ud83d\ude00'],
  ])('reads %j as %j', (text, question) => {
    expect(plainQuestion(text, 'U0BOT')).toBe(question);
  });

  it('takes the first mention for the app when it does not know itself yet', () => {
    expect(plainQuestion('<@U0BOT> churn', undefined)).toBe('churn');
  });
});
