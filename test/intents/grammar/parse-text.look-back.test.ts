import { describe, expect, it } from 'vitest';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import { type ClearIntent, type Intent, intentSchema } from '../../../src/intents/intent.ts';
import { refineIntent } from '../../../src/intents/refine-intent.ts';
import { breakdown, is, parse, ranking, summary } from './expected-intents.ts';

const rookies = [is('experienceLevel', 'rookie')];
const over = (intent: Intent, days: number): Intent => ({ ...intent, over: { days } }) as Intent;
const against = (intent: Intent, daysAgo: number): Intent => ({ ...intent, against: { daysAgo } }) as Intent;
const churn = summary(['churnRisk'], rookies);

describe('parseText, asked about other days', () => {
  it.each([
    ['yesterday', 1],
    ['3 days ago', 3],
    ['last week', 7],
    ['a fortnight ago', 14],
    ['last month', 30],
    ['last quarter', 90],
    ['half a year ago', 182],
    ['last year', 365],
    ['last monday', 4],
    ['the week before last', 14],
    ['on november 1st', 19],
    ['2026-11-10', 10],
  ])('sets the figures against those of %s', (when, daysAgo) => {
    expect(parse(`churn of rookies vs ${when}`)).toEqual(against(churn, daysAgo));
    expect(parse(`churn of rookies ${when}`)).toEqual(against(churn, daysAgo));
  });

  it.each([
    ['over the last 30 days', 30],
    ['the past 2 weeks', 14],
    ['over the last fortnight', 14],
    ['past quarter', 90],
    ['in the last half year', 182],
    ['this week', 7],
    ['since yesterday', 1],
    ['since monday', 4],
    ['since the 1st of november', 19],
    ['year to date', 323],
    ['over time', 30],
    ['day by day for 60 days', 60],
    ['from last week until today', 7],
    ['from 1 nov to today', 19],
    ['between 2026-11-01 and 2026-11-20', 19],
    ['from 15 to 25 november', 5],
  ])('shows the figures day by day, "%s"', (when, days) => {
    expect(parse(`churn of rookies ${when}`)).toEqual(over(churn, days));
  });

  it.each([
    ['how has churn of rookies changed since last month', against(churn, 30)],
    ['churn of rookies since last month', over(churn, 30)],
    ['how much did churn of rookies rise over the last month', against(churn, 30)],
    ['churn of rookies last week', against(churn, 7)],
    ['churn trend of rookies last week', over(churn, 7)],
  ])('tells a difference from a course: "%s"', (text, intent) => {
    expect(parse(text)).toEqual(intent);
  });

  it.each([
    ['time to sell over 30 days', 'the condition on a figure in days'],
    ['inactive over 30 days', 'a filter by what members did not do'],
    ['joined in the last 30 days', 'a filter by what members did'],
  ])('leaves "%s" as it was: %s', (text) => {
    expect(parse(text)).not.toHaveProperty('over');
    expect(parse(text)).toMatchObject({ kind: 'summary', metrics: [], filters: [{}] });
  });

  it.each<[string, string, ClearIntent[]]>([
    [
      'top 10 churn last week',
      'outOfScope',
      [ranking('highest', 10, 'churnRisk'), against(summary(['churnRisk'], []), 7)] as ClearIntent[],
    ],
    ['nps over the last 2 years', 'outOfRange', [over(summary(['npsScore'], []), 365)] as ClearIntent[]],
    ['nps next week', 'outOfScope', [summary(['npsScore'], [])] as ClearIntent[]],
    [
      'nps by tier in october',
      'outOfScope',
      [over(breakdown(['npsScore'], 'subscriptionTier', []), 50)] as ClearIntent[],
    ],
    ['rookies whose churn rose last week', 'outOfScope', [against(churn, 7)] as ClearIntent[]],
    ['nps since launch', 'incomplete', [over(summary(['npsScore'], []), 30)] as ClearIntent[]],
    ['churn of rookies last week before the launch', 'incomplete', [against(churn, 7)] as ClearIntent[]],
    ['nps since agent-42 joined', 'incomplete', [over(summary(['npsScore'], []), 30)] as ClearIntent[]],
    ['nps between 1 nov and 10 nov', 'outOfScope', [over(summary(['npsScore'], []), 19)] as ClearIntent[]],
    ['nps last few weeks', 'incomplete', [over(summary(['npsScore'], []), 30)] as ClearIntent[]],
  ])('never leaves the time of "%s" out, but asks back: %s', (text, reason, nearest) => {
    const intent = parse(text);

    expect(intent).toMatchObject({ kind: 'unclear', reason, detail: expect.stringMatching(/^[A-Z].*[.?]$/u) });
    expect(intent.kind === 'unclear' ? intent.suggestions.slice(0, nearest.length) : intent).toEqual(nearest);
    expect(intentSchema.safeParse(intent).success).toBe(true);
  });

  it('keeps the days when one thing of how it was understood is put right', () => {
    const intent = parse('churn of rookies over 30 days vs last week');

    const refined = refineIntent(intent as Parameters<typeof refineIntent>[0], { kind: 'metric', metric: 'npsScore' });

    expect(refined).toEqual(against(over(summary(['npsScore'], rookies), 30), 7));
  });

  it('explains the figure of today after a question that looked back', () => {
    const context = over(churn, 30);

    expect(parseText('why?', { surface: 'message', context, today: '2026-11-20' })).toEqual({
      kind: 'operation',
      name: 'why',
      arguments: { of: '/agents churn risk rookie' },
    });
  });
});
