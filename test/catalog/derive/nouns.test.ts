import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { nounOf } from '../../../src/catalog/derive/nouns.ts';
import { describeIntent } from '../../../src/intents/describe-intent.ts';

const types = (...values: string[]) => ({ field: 'entity_type', op: 'in', values }) as const;

describe('nounOf', () => {
  it('names members by what they are where the dataset does', () => {
    expect(nounOf(entities, [types('student')])).toEqual({ one: 'student', many: 'students' });
    expect(nounOf(entities, [types('student', 'tutor')])).toEqual({
      one: 'student or tutor',
      many: 'students and tutors',
    });
  });

  it('names all of them alike where nothing says what they are', () => {
    expect(nounOf(entities)).toEqual({ one: 'entity', many: 'entities' });
    expect(nounOf(agents, [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }])).toEqual(agents.noun);
  });

  it('is what a question is said with', () => {
    const { words } = describeIntent({
      kind: 'summary',
      dataset: 'entities',
      metrics: ['health_score'],
      filters: [types('student'), { field: 'ib_calls_14d', op: '>', value: 4 }],
    });

    expect(words).toBe('Average health of students with inbound calls in 14 days > 4');
  });
});
