import { describe, expect, it } from 'vitest';
import { parseText } from '../../../../src/intents/grammar/parse-text.ts';
import { type Intent, type IntentOfKind, intentSchema } from '../../../../src/intents/intent.ts';

const today = '2026-11-20';
const typed = (text: string): Intent => parseText(text, { surface: 'slash', command: '/insights', today });
const say = (text: string, context?: Intent): Intent =>
  parseText(text, { surface: 'message', today, ...(context === undefined ? {} : { context }) });

const insights = (more: object = {}): IntentOfKind<'insights'> =>
  intentSchema.parse({ kind: 'insights', filters: [], ...more }) as IntentOfKind<'insights'>;
const operation = (name: string, args: object = {}): Intent =>
  intentSchema.parse({ kind: 'operation', name, arguments: args });
const watch = (more: object = {}): Intent => operation('watch', { filters: [], ...more });
const about = (field: string, ...values: string[]) => ({
  dataset: field === 'entity_type' ? 'entities' : 'agents',
  filters: [{ field, op: 'in', values }],
});
const rookies = about('experienceLevel', 'rookie');
const students = about('entity_type', 'student');

describe('parseText, after the command for insights', () => {
  it.each<[string, Intent]>([
    ['list', insights()],
    ['this week', insights()],
    ['student 4532', insights({ subject: 'stu_4532' })],
    ['jane doe', insights({ subject: 'jane doe' })],
    ['agent-42 churn', insights({ subject: 'agent-42', predictionType: 'high_churn_risk' })],
    ['churn risk over eighty', insights({ predictionType: 'high_churn_risk', minRisk: 80 })],
    ['churn >= 80', insights({ predictionType: 'high_churn_risk', minRisk: 79 })],
    ['80+', insights({ minRisk: 79 })],
    ['at least 79.5', insights({ minRisk: 79 })],
    ['at least 0', insights()],
    ['highest risk', insights({ minRisk: 0 })],
    ['increasing churn', insights({ predictionType: 'rising_churn_risk' })],
    ['falling health', insights({ predictionType: 'low_health_score' })],
    ['unhappy rookies', insights({ predictionType: 'low_satisfaction', ...rookies })],
    ['low engagement', insights({ predictionType: 'low_engagement' })],
    ['among low engagement agents', insights(about('platformEngagement', 'low'))],
    ['revenue above 80', insights({ predictionType: 'high_revenue_at_risk', minRisk: 80 })],
    ['revenue above 100k', insights({ dataset: 'agents', filters: [{ field: 'revenue', op: '>', value: 100_000 }] })],
    ['nps < 30', insights({ dataset: 'agents', filters: [{ field: 'npsScore', op: '<', value: 30 }] })],
    [
      'rookies with churn over 50',
      insights({ ...rookies, filters: [...rookies.filters, { field: 'churnRisk', op: '>', value: 50 }] }),
    ],
    [
      'inactive for 20 days',
      insights({ dataset: 'agents', filters: [{ field: 'lastActivityDate', op: 'olderThanDays', value: 20 }] }),
    ],
    [
      'students with more than 4 ib calls',
      insights({ ...students, filters: [...students.filters, { field: 'ib_calls_14d', op: '>', value: 4 }] }),
    ],
    ['why churn rookie', operation('why', { of: '/agents churn risk rookie' })],
  ])('understands "%s"', (text, expected) => {
    expect(typed(text)).toEqual(expected);
  });

  it.each([
    ['last 7 days', 'outOfScope'],
    ['low risk', 'outOfScope'],
    ['by type', 'outOfScope'],
    ['80', 'ambiguous'],
    ['churn above 80 and revenue at risk above 50', 'ambiguous'],
    ['churn 101', 'outOfRange'],
    ['in #cs-alerts', 'incomplete'],
    ['rookies and students', 'notUnderstood'],
    ['acknowledge agent-42', 'outOfScope'],
    ['remove all insights', 'destructive'],
  ])('asks back about "%s": %s', (text, reason) => {
    const intent = typed(text);

    expect(intent).toMatchObject({ kind: 'unclear', reason });
    expect(intentSchema.safeParse(intent).success).toBe(true);
  });

  it('offers what a number may have meant, and the word that was nearest', () => {
    expect(typed('churn 80')).toMatchObject({
      suggestions: [
        insights({ predictionType: 'high_churn_risk', minRisk: 80 }),
        insights({ predictionType: 'high_churn_risk', minRisk: 79 }),
        insights(),
        insights({ minRisk: 80 }),
      ],
    });
    expect(typed('watch rovkjes')).toMatchObject({ suggestions: expect.arrayContaining([watch(rookies)]) });
  });
});

describe('parseText, told in plain words', () => {
  it.each<[string, Intent]>([
    ['alerts?', insights()],
    ["what's new today?", insights()],
    ['alrets for agent 42', insights({ subject: 'agent-42' })],
    ['any new insights on tutors', insights(about('entity_type', 'tutor'))],
    ['are there alerts about unhappy rookies?', insights({ predictionType: 'low_satisfaction', ...rookies })],
    ['watch everything in #ops', watch({ channel: 'ops' })],
    ['warn us when churn hits 85', watch({ predictionType: 'high_churn_risk', minRisk: 84 })],
    ['keep an eye on low health students', watch({ predictionType: 'low_health_score', ...students })],
    ['send alerts to #ops when churn > 90', watch({ predictionType: 'high_churn_risk', minRisk: 90, channel: 'ops' })],
    [
      "let me know if an agent's churn goes above 90",
      watch({ predictionType: 'high_churn_risk', minRisk: 90, dataset: 'agents' }),
    ],
    ['<@U0BOT> watch churn above 80', watch({ predictionType: 'high_churn_risk', minRisk: 80 })],
    ['what am I watching?', operation('watches')],
    ['unwatch churn', operation('watches')],
    ['change my digest', operation('watches')],
    ['how useful were the alerts?', operation('outcomes', { days: 90 })],
    ['how many alerts recovered in the last 2 weeks?', operation('outcomes', { days: 14 })],
  ])('understands "%s"', (text, expected) => {
    expect(say(text)).toEqual(expected);
  });

  it.each([
    ['who is at risk?', 'summary'],
    ['watch out for rookies', 'ranking'],
    ['churn above 80', 'summary'],
    ['let me know the churn of rookies', 'summary'],
  ])('leaves "%s" a question about figures', (text, kind) => {
    expect(say(text)).toMatchObject({ kind, dataset: 'agents' });
  });

  it.each([
    ['watch churn in #a and #b', 'ambiguous'],
    ['alert <@U0123ABC> when churn is above 80', 'outOfScope'],
    ['watch agent-42', 'outOfScope'],
    ['watch churn above 80 in cs-alerts', 'notUnderstood'],
  ])('asks back about "%s": %s', (text, reason) => {
    expect(say(text)).toMatchObject({ kind: 'unclear', reason });
  });
});

describe('parseText, going on from insights', () => {
  const before = insights({ predictionType: 'high_churn_risk', minRisk: 80, ...rookies });

  it.each<[string, Intent]>([
    ['only above 90', insights({ ...before, minRisk: 90 })],
    ['above 90', insights({ ...before, minRisk: 90 })],
    ['what about revenue at risk?', insights({ ...before, predictionType: 'high_revenue_at_risk' })],
    ['and veterans?', insights({ ...before, ...about('experienceLevel', 'veteran') })],
    [
      'only urban',
      insights({
        ...before,
        filters: [...rookies.filters, { field: 'marketTypeLocation', op: 'in', values: ['urban'] }],
      }),
    ],
    ['and for tutors?', insights({ ...before, ...about('entity_type', 'tutor') })],
    ['what about everyone', insights({ predictionType: 'high_churn_risk', minRisk: 80 })],
    ['and agent-7?', insights({ subject: 'agent-7', predictionType: 'high_churn_risk', minRisk: 80 })],
  ])('understands "%s"', (text, expected) => {
    expect(say(text, before)).toEqual(expected);
  });

  it.each(['churn rookie', 'how many veterans', 'top 5 churn', 'agent-42', 'set agent-42 nps 30', 'help'])(
    'takes "%s" for a question of its own',
    (text) => {
      expect(say(text, before)).toEqual(say(text));
    },
  );
});
