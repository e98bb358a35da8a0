import { describe, expect, it } from 'vitest';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import type { Intent } from '../../../src/intents/intent.ts';

const today = '2026-11-20';
const typed = (text: string, command = '/insights'): Intent => parseText(text, { surface: 'slash', command, today });
const say = (text: string): Intent => parseText(text, { surface: 'message', today });

describe('misspelt words for operations', () => {
  it.each([
    ['outcoms', { name: 'outcomes', arguments: { days: 90 } }],
    ['outcoms 30 days', { name: 'outcomes', arguments: { days: 30 } }],
    ['digset', { name: 'digest', arguments: { days: 7 } }],
    ['wathces', { name: 'watches', arguments: {} }],
  ])('"%s" is forgiven after the command and in a message', (text, expected) => {
    expect(typed(text)).toMatchObject(expected);
    expect(say(text)).toMatchObject(expected);
  });

  it('"usgae" is forgiven beside a number of days', () => {
    expect(typed('usgae 30 days', '/agents')).toMatchObject({ name: 'usage', arguments: { days: 30 } });
  });

  it.each(['agents watched by us', 'show me Hatches'])('"%s" is no operation', (text) => {
    expect(say(text).kind).not.toBe('operation');
  });

  it('too far away to be forgiven are offered', () => {
    const intent = typed('outcum');

    expect(intent).toMatchObject({ kind: 'unclear', reason: 'notUnderstood', detail: 'outcum' });
    expect(intent.kind === 'unclear' && intent.suggestions).toContainEqual({
      kind: 'operation',
      name: 'outcomes',
      arguments: { days: 90 },
    });
  });
});

describe('words after the command for insights', () => {
  it('of which no sense can be made are not taken for a wish to sum up', () => {
    expect(typed('floop')).toMatchObject({ kind: 'unclear', reason: 'notUnderstood', detail: 'floop' });
  });

  it.each([
    ['since yesterday', 1],
    ['since monday', 7],
  ])('"%s" are offered the digest of that time', (text, days) => {
    const intent = typed(text);

    expect(intent).toMatchObject({ kind: 'unclear', reason: 'outOfScope' });
    expect(intent.kind === 'unclear' && intent.suggestions[0]).toMatchObject({ name: 'digest', arguments: { days } });
  });
});

describe('what looks like an id', () => {
  it('is looked up though nobody has ids of that form', () => {
    expect(typed('nobody-9999')).toEqual({ kind: 'insights', subject: 'nobody-9999', filters: [] });
    expect(typed('nobody-9999', '/agents')).toMatchObject({ kind: 'profile', subject: 'nobody-9999' });
  });

  it('is read through a slip in its prefix', () => {
    expect(typed('tutr_226', '/metrics')).toMatchObject({ kind: 'profile', dataset: 'entities', subject: 'tut_226' });
    expect(typed('tutr_226')).toMatchObject({ kind: 'insights', subject: 'tut_226' });
  });

  it('is none where it makes sense otherwise', () => {
    expect(say('top-10')).toMatchObject({ kind: 'unclear', reason: 'incomplete' });
  });
});
