import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/intents/intent.ts';
import { namesIn, redactIntent } from '../../../src/state/conversations/redact-intent.ts';

const profile = (subject: string): Extract<Intent, { kind: 'profile' }> => ({
  kind: 'profile',
  dataset: 'agents',
  subject,
});

describe('redactIntent', () => {
  it.each([
    ['Dana Whitfield', 'agent-42'],
    ['dana whitfield ', 'agent-42'],
    ['Erin Stone', '[name]'],
    ['agent-7', 'agent-7'],
    ['3f2a9c1e-58d4-4b7e-9a01-0123456789ab', '3f2a9c1e-58d4-4b7e-9a01-0123456789ab'],
    ['2065550142', '[name]'],
    ['mary-jane', '[name]'],
  ])('keeps of a subject no more than its id: %s', (subject, redacted) => {
    const names = [{ name: 'Dana Whitfield', id: 'agent-42' }];

    expect(redactIntent(profile(subject), { names })).toEqual(profile(redacted));
  });

  it('keeps an id of any form that is known as one', () => {
    expect(redactIntent(profile('XJ9'), { names: [{ name: 'Dana', id: 'XJ9' }] })).toEqual(profile('XJ9'));
  });

  it('leaves everything that comes from the catalogue', () => {
    const intent: Intent = {
      kind: 'ranking',
      dataset: 'agents',
      metric: 'churnRisk',
      order: 'highest',
      limit: 10,
      filters: [
        { field: 'joinDate', op: 'since', value: '2025-01-01' },
        { field: 'revenue', op: '>', value: 1_250_000_000 },
        { field: 'experienceLevel', op: 'in', values: ['rookie'] },
      ],
    };

    expect(redactIntent(intent, { names: [{ name: 'rookie' }] })).toEqual(intent);
  });

  it('reaches the words and the suggestions of what was not understood', () => {
    const intent: Intent = {
      kind: 'unclear',
      reason: 'notUnderstood',
      detail: 'dana@example.com',
      suggestions: [profile('Dana Whitfield'), { ...profile('Erin Stone'), kind: 'update', changes: [] }],
    };

    expect(redactIntent(intent)).toEqual({
      ...intent,
      detail: '[email]',
      suggestions: [profile('[name]'), { ...profile('[name]'), kind: 'update', changes: [] }],
    });
  });
});

describe('namesIn', () => {
  it('finds whom an intent and its suggestions are about, but for ids', () => {
    const suggestions = [profile('Dana Whitfield'), profile('agent-42')];

    expect(namesIn({ kind: 'unclear', reason: 'ambiguous', suggestions })).toEqual([{ name: 'Dana Whitfield' }]);
    expect(namesIn(undefined)).toEqual([]);
  });
});
