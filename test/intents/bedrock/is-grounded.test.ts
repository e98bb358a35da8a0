import { describe, expect, it } from 'vitest';
import { isGrounded } from '../../../src/intents/bedrock/is-grounded.ts';
import type { Filter } from '../../../src/intents/filter.ts';
import type { ClearIntent, Intent } from '../../../src/intents/intent.ts';

const profile = (subject: string): ClearIntent => ({ kind: 'profile', dataset: 'agents', subject });
const update = (subject: string, value: number): ClearIntent => ({
  kind: 'update',
  dataset: 'agents',
  subject,
  changes: [{ metric: 'npsScore', value }],
});
const counted = (...filters: Filter[]): ClearIntent => ({ kind: 'summary', dataset: 'agents', metrics: [], filters });
const used = (days: number): ClearIntent => ({ kind: 'operation', name: 'usage', arguments: { days } });
const why = (of: string): ClearIntent => ({ kind: 'operation', name: 'why', arguments: { of } });
const ranked = (limit: number): ClearIntent => ({
  kind: 'ranking',
  dataset: 'agents',
  metric: 'churnRisk',
  order: 'highest',
  limit,
  filters: [],
});

const insights = (more: object = {}): ClearIntent => ({ kind: 'insights', filters: [], ...more }) as ClearIntent;
const watch = (more: object): ClearIntent =>
  ({ kind: 'operation', name: 'watch', arguments: { filters: [], ...more } }) as ClearIntent;
const outcomes = (days: number): ClearIntent => ({ kind: 'operation', name: 'outcomes', arguments: { days } });
const digest = (days: number, plan?: object): ClearIntent =>
  ({ kind: 'operation', name: 'digest', arguments: { days, ...(plan === undefined ? {} : { plan }) } }) as ClearIntent;
const veterans = { dataset: 'agents', filters: [{ field: 'npsScore', op: '<', value: 35 }] };

describe('isGrounded, of insights', () => {
  it.each<[string, ClearIntent]>([
    ['any alerts?', insights()],
    ['alerts for student 4532', insights({ subject: 'stu_4532' })],
    ['alerts about ana price', insights({ subject: 'Ana Price' })],
    ['churn alerts above 80', insights({ predictionType: 'high_churn_risk', minRisk: 80 })],
    ['alerts of at least eighty', insights({ minRisk: 79 })],
    ['high risk alerts', insights({ minRisk: 79 })],
    ['worst alerts first', insights({ minRisk: 0 })],
    ['alerts of agents with nps below 35', insights(veterans)],
    ['watch churn above 80 in #cs-alerts', watch({ minRisk: 80, channel: 'cs-alerts' })],
    ['watch churn in <#C08CSALERTS|cs-alerts>', watch({ channel: 'C08CSALERTS' })],
    ['my watches', { kind: 'operation', name: 'watches', arguments: {} }],
    ['outcomes', outcomes(90)],
    ['outcomes of the last two weeks', outcomes(14)],
    ['digest', digest(7)],
    ['digest of yesterday', digest(1)],
    ['a daily digest at half past', digest(1, { every: 'day', at: '09:00' })],
    ['weekly digest on fridays at 5pm in #x', digest(7, { every: 'week', at: '17:00', weekday: 5, channel: 'x' })],
  ])('holds for %j read as %j', (text, intent) => {
    expect(isGrounded(intent, { text })).toBe(true);
  });

  it.each<[string, ClearIntent]>([
    ['any alerts?', insights({ subject: 'agent-1' })],
    ['alerts for agent-42', insights({ subject: 'agent-42', minRisk: 42 })],
    ['churn alerts', insights({ minRisk: 60 })],
    ['alerts of unhappy agents', insights(veterans)],
    ['alerts of agents with nps below 35', insights({ filters: veterans.filters })],
    ['watch churn', watch({ channel: 'cs-alerts' })],
    ['watch churn in #cs-alerts', watch({ channel: 'cs' })],
    ['watch churn in <#C08CSALERTS|cs-alerts>', watch({ channel: 'C08CSALERT' })],
    ['watch churn in #cs-alerts', watch({ minRisk: 80, channel: 'cs-alerts' })],
    ['outcomes', outcomes(30)],
    ['digest', digest(14)],
    ['daily digest', digest(1, { every: 'day', at: '07:00' })],
    ['daily digest at 7:30', digest(1, { every: 'day', at: '09:00' })],
    ['weekly digest on fridays', digest(7, { every: 'week', at: '09:00', weekday: 1 })],
    ['weekly digest', digest(7, { every: 'week', at: '09:00', weekday: 5 })],
    ['weekly digest', digest(7, { every: 'week', at: '09:00', weekday: 1, channel: 'ops' })],
  ])('does not hold for %j read as %j', (text, intent) => {
    expect(isGrounded(intent, { text })).toBe(false);
  });

  it('lets who and how risky carry over from the context', () => {
    const context = insights({ subject: 'agent-42', minRisk: 65, ...veterans });

    expect(isGrounded(insights({ subject: 'agent-42', minRisk: 65, ...veterans }), { text: 'and now?', context })).toBe(
      true,
    );
    expect(isGrounded(insights({ subject: 'agent-43', minRisk: 65 }), { text: 'and now?', context })).toBe(false);
  });
});

describe('isGrounded', () => {
  it.each<[string, ClearIntent]>([
    ['who is agent 42?', profile('agent-42')],
    ["agent-42's card", profile('agent-42')],
    ['#42', profile('agent-42')],
    ['tell me about ana price', profile('Ana Price')],
    ["Siobhán O’Brien-Hall's numbers", profile("Siobhán O'Brien-Hall")],
    ['set agent-42 nps to 70', update('agent-42', 70)],
    ['set agent-42 nps to 42', update('agent-42', 42)],
    ['make the nps of Ana Price seventy', update('Ana Price', 70)],
    ['churn over 55', counted({ field: 'churnRisk', op: '>', value: 55 })],
    ['high churn', counted({ field: 'churnRisk', op: '>=', value: 70 })],
    ['shrinking agents', counted({ field: 'growthRate', op: '<', value: 0 })],
    ['not seen for three weeks', counted({ field: 'lastActivityDate', op: 'olderThanDays', value: 21 })],
    ['since January', counted({ field: 'joinDate', op: 'since', value: '2026-01-01' })],
    ['top 25 churn', ranked(25)],
    ['riskiest agents', ranked(10)],
    ['the riskiest agent', ranked(1)],
    ['help', { kind: 'help' }],
    ['how much are you used?', used(7)],
    ['how much were you used in the last 30 days?', used(30)],
    ['why is churn of veterans so high?', why('/agents churn veteran')],
    ['why is churn over 55 so common?', why('/agents count churn > 55')],
  ])('holds for %j read as %j', (text, intent) => {
    expect(isGrounded(intent, { text })).toBe(true);
  });

  it.each<[string, ClearIntent]>([
    ['who is agent 42?', profile('agent-4')],
    ['who is agent 42?', profile('agent-421')],
    ['who needs help?', profile('agent-1')],
    ['Ana Price and Will Banks', profile('Ana Banks')],
    ['who is it?', profile('…')],
    ['set agent-42 nps', update('agent-42', 42)],
    ['set agent-42 nps to 70', update('agent-42', 7)],
    ['set agent-42 nps to 70', update('agent-70', 70)],
    ['set the nps of all to 70', update('agent-1', 70)],
    ['a lot of churn', counted({ field: 'churnRisk', op: '>', value: 55 })],
    ['high revenue', counted({ field: 'revenue', op: '>=', value: 100_000 })],
    ['inactive agents', counted({ field: 'lastActivityDate', op: 'olderThanDays', value: 30 })],
    ['riskiest agents', ranked(25)],
    ['how much are you used?', used(30)],
    ['why is churn so high?', why('/agents count churn > 55')],
    ['why is churn so high?', why('/agents set agent-1 churn 0')],
    ['why is churn so high?', why('/agents https://evil.example')],
    ['why is churn so high?', why('/agents help')],
  ])('does not hold for %j read as %j', (text, intent) => {
    expect(isGrounded(intent, { text })).toBe(false);
  });

  it.each<[string, Intent, ClearIntent]>([
    ['set their nps to 42', profile('agent-42'), update('agent-42', 42)],
    ['make it 80', update('Ana Price', 70) as Intent, update('Ana Price', 80)],
    [
      'and veterans?',
      counted({ field: 'churnRisk', op: '>', value: 55 }),
      counted({ field: 'churnRisk', op: '>', value: 55 }),
    ],
    ['only urban', ranked(25), ranked(25)],
  ])('lets %j carry over from the context', (text, context, intent) => {
    expect(isGrounded(intent, { text, context })).toBe(true);
  });

  it('takes no number of the context for another metric, nor for a value to set', () => {
    const context = counted({ field: 'churnRisk', op: '>', value: 55 });

    expect(isGrounded(counted({ field: 'npsScore', op: '>', value: 55 }), { text: 'and nps?', context })).toBe(false);
    expect(isGrounded(update('agent-4', 55), { text: 'set agent-4 nps', context })).toBe(false);
  });

  it.each([
    ['churn of people who joined recently', false],
    ['churn of people who joined since 2019', true],
    ['churn of people who joined last month', true],
  ])('lets a date through only where "%s" says when', (text, expected) => {
    expect(isGrounded(counted({ field: 'joinDate', op: 'since', value: '2019-05-17' }), { text })).toBe(expected);
  });
});

describe('isGrounded, of looking back', () => {
  const over = (days: number): ClearIntent => ({ ...counted(), over: { days } }) as ClearIntent;
  const against = (daysAgo: number): ClearIntent => ({ ...counted(), against: { daysAgo } }) as ClearIntent;

  it.each<[string, ClearIntent]>([
    ['rookies over the last 45 days', over(45)],
    ['a window of forty five days', over(45)],
    ['rookies past quarter', over(90)],
    ['rookies in the last half year', over(182)],
    ['rookies since monday', over(4)],
    ['rookies year to date', over(323)],
    ['rookies over time', over(30)],
    ['are rookies rising', over(30)],
    ['rookies vs last week', against(7)],
    ['rookies mom', against(30)],
    ['rookies the day before yesterday', against(2)],
    ['rookies two weeks ago', against(14)],
  ])('holds for %j read as %j', (text, intent) => {
    expect(isGrounded(intent, { text, today: '2026-11-20' })).toBe(true);
  });

  it.each<[string, ClearIntent]>([
    ['rookies', over(30)],
    ['rookies with nps below 30', over(30)],
    ['rookies over the last 45 days', over(30)],
    ['rookies over time', over(90)],
    ['rookies vs last week', against(30)],
    ['rookies since monday', over(7)],
    ['agent 7 and rookies', against(7)],
  ])('does not hold for %j read as %j', (text, intent) => {
    expect(isGrounded(intent, { text, today: '2026-11-20' })).toBe(false);
  });

  it('lets the days carry over from the context', () => {
    expect(isGrounded(over(45), { text: 'and veterans?', context: over(45) })).toBe(true);
    expect(isGrounded(over(45), { text: 'and veterans?', context: over(60) })).toBe(false);
  });
});
