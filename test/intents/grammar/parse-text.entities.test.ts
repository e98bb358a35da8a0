import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/intents/filter.ts';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import type { Intent } from '../../../src/intents/intent.ts';

const today = '2026-11-20';
const parse = (text: string): Intent => parseText(text, { surface: 'slash', command: '/metrics', today });
const say = (text: string, context?: Intent): Intent =>
  parseText(text, { surface: 'message', today, ...(context === undefined ? {} : { context }) });

const kind = (...values: string[]): Filter => ({ field: 'entity_type', op: 'in', values });
const summary = (metrics: string[], ...filters: Filter[]): Intent =>
  ({ kind: 'summary', dataset: 'entities', metrics, filters }) as Intent;
const ranking = (metric: string, order: 'highest' | 'lowest', limit: number, ...filters: Filter[]): Intent =>
  ({ kind: 'ranking', dataset: 'entities', metric, order, limit, filters }) as Intent;
const profile = (subject: string): Intent => ({ kind: 'profile', dataset: 'entities', subject });

describe('parseText, given ids with prefixes of several kinds', () => {
  it.each([
    ['stu_4532', 'stu_4532'],
    ['Stu-4532', 'stu_4532'],
    ['STU 4532', 'stu_4532'],
    ['stu4532', 'stu_4532'],
    ['student #4532', 'stu_4532'],
    ['studnet 4532', 'stu_4532'],
    ['tutor no. 7', 'tut_7'],
    ['show me region 3', 'reg_3'],
    ['sub_algebra_1', 'sub_algebra_1'],
    ['SUB_Algebra_1', 'sub_algebra_1'],
    ['sub_101_a', 'sub_101_a'],
    ['reg_north-east', 'reg_north-east'],
    ["reg_north's health", 'reg_north'],
  ])('reads "%s" as %s', (text, subject) => {
    expect(parse(text)).toEqual(profile(subject));
  });

  it('takes no number without a kind for an id', () => {
    expect(parse('#4532')).toMatchObject({ kind: 'unclear' });
    expect(parse('4 students')).not.toMatchObject({ kind: 'profile' });
  });

  it('goes by an id where it is of another dataset than the command', () => {
    expect(parse('agent-42')).toEqual({ kind: 'profile', dataset: 'agents', subject: 'agent-42' });
  });
});

describe('parseText, asked about students, tutors, subjects and regions', () => {
  it.each<[string, Intent]>([
    ['which students need attention?', ranking('health_score', 'lowest', 10, kind('student'))],
    ['how healthy are the students?', summary(['health_score'], kind('student'))],
    ['health of tutors', summary(['health_score'], kind('tutor'))],
    ['health by region', ranking('health_score', 'highest', 10, kind('region'))],
    ['students at risk', summary([], kind('student'), { field: 'health_score', op: '<=', value: 69 })],
    ['students with no sessions', summary([], kind('student'), { field: 'sessions_7d', op: '=', value: 0 })],
    ['top 5 students by ib calls in the last 7 days', ranking('ib_calls_7d', 'highest', 5, kind('student'))],
    ['calls over the last 14 days of tutors', summary(['ib_calls_14d'], kind('tutor'))],
    ['people with low health', summary([], { field: 'health_score', op: '<=', value: 69 })],
    ['studnts by helth', ranking('health_score', 'highest', 10, kind('student'))],
  ])('understands "%s"', (text, expected) => {
    expect(say(text)).toEqual(expected);
  });

  it.each([
    ['wibble wobble', 'notUnderstood'],
    ['tutor Jane Doe', 'notUnderstood'],
    ['new students', 'outOfScope'],
    ['rookies', 'notUnderstood'],
    ['set students health 80', 'destructive'],
  ])('takes nobody by name, and asks back about "%s"', (text, reason) => {
    expect(parse(text)).toMatchObject({ kind: 'unclear', reason });
  });

  it('goes on from a question about the same dataset alone', () => {
    const before = summary(['health_score'], kind('student'));

    expect(say('and tutors?', before)).toEqual(summary(['health_score'], kind('tutor')));
    expect(say('top 3 of those', before)).toEqual(ranking('health_score', 'highest', 3, kind('student')));
    expect(say('and veterans?', before)).toMatchObject({ dataset: 'agents', metrics: [] });
    expect(say('set their health to 50', profile('stu_9'))).toMatchObject({ subject: 'stu_9', dataset: 'entities' });
  });
});
