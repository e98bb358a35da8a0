import { describe, expect, it } from 'vitest';
import { createOnce } from '../../../src/slack/listeners/events/once.ts';
import { plainQuestion } from '../../../src/slack/listeners/events/question.ts';

describe('plainQuestion', () => {
  it.each([
    ['<@U0BOT> churn of rookies', 'churn of rookies'],
    ['hey <@U0BOT|vitals>: nps &lt; 30 &amp; revenue &gt; 5', 'hey : nps < 30 & revenue > 5'],
    ['  nps \n veterans ', 'nps veterans'],
    ['ask <@U0OTHER> about churn', 'ask <@U0OTHER> about churn'],
    ['&amp;lt;', '&lt;'],
  ])('reads %j as %j', (text, question) => {
    expect(plainQuestion(text, 'U0BOT')).toBe(question);
  });

  it('takes the first mention for the app when it does not know itself yet', () => {
    expect(plainQuestion('<@U0BOT> churn', undefined)).toBe('churn');
  });
});

describe('createOnce', () => {
  it('knows an id again for as long as Slack may repeat it', () => {
    let time = 0;
    const isFirst = createOnce(() => time);

    const first = [isFirst('Ev1'), isFirst('Ev1'), isFirst('Ev2')];
    time = 19 * 60_000;
    const late = isFirst('Ev1');
    time = 21 * 60_000;
    const muchLater = isFirst('Ev1');

    expect([...first, late, muchLater]).toEqual([true, false, true, false, true]);
  });

  it('lets events without an id through', () => {
    const isFirst = createOnce();

    expect([isFirst(undefined), isFirst(undefined)]).toEqual([true, true]);
  });
});
