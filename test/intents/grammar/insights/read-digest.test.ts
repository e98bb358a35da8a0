import { describe, expect, it } from 'vitest';
import { readDigest } from '../../../../src/intents/grammar/insights/read-digest.ts';

const plan = (text: string) => {
  const read = readDigest(text, []);
  return read?.kind === 'operation' ? read.arguments : read;
};

describe('readDigest', () => {
  it.each<[string, object]>([
    ['digest of the last 2 weeks', { days: 14 }],
    ['digest of last month', { days: 30 }],
    ['send me a digest', { days: 7 }],
    ['summary of the last 3 days', { days: 3 }],
    ['what did i miss yesterday', { days: 1 }],
    ['what changed this week', { days: 7 }],
    ['daily digest', { days: 1, plan: { every: 'day', at: '09:00' } }],
    ['digest every morning at 7', { days: 1, plan: { every: 'day', at: '07:00' } }],
    ['digest daily at noon', { days: 1, plan: { every: 'day', at: '12:00' } }],
    ['digest daily at 12am', { days: 1, plan: { every: 'day', at: '00:00' } }],
    ['digest daily at 11.45 pm', { days: 1, plan: { every: 'day', at: '23:45' } }],
    ['digest every friday', { days: 7, plan: { every: 'week', at: '09:00', weekday: 5 } }],
    ['weekly digest on tue at 17:30', { days: 7, plan: { every: 'week', at: '17:30', weekday: 2 } }],
    ['digest of 3 days daily at 09:00', { days: 3, plan: { every: 'day', at: '09:00' } }],
  ])('understands "%s"', (text, expected) => {
    expect(plan(text)).toEqual(expected);
  });

  it.each([
    ['monthly digest', 'outOfScope'],
    ['digest every 2 days', 'outOfScope'],
    ['digest daily at 24:00', 'outOfRange'],
    ['digest daily at 13pm', 'outOfRange'],
    ['digest daily at 9:75', 'outOfRange'],
    ['digest of the last 45 days', 'outOfRange'],
    ['digest at 9', 'incomplete'],
    ['daily digest every friday', 'contradictory'],
    ['digest for rookies', 'notUnderstood'],
    ['digest daily at 8 cet', 'outOfScope'],
    ['digest daily at 8 berlin time', 'outOfScope'],
    ['digest every weekday at 8', 'outOfScope'],
    ['digest every monday and thursday', 'ambiguous'],
  ])('asks back about "%s": %s', (text, reason) => {
    expect(plan(text)).toMatchObject({ kind: 'unclear', reason });
  });

  it('is no digest without the word', () => {
    expect(readDigest('daily at 9', [])).toBeUndefined();
    expect(readDigest('summary of rookies', [])).toBeUndefined();
    expect(readDigest('what changed for agent-42', [])).toBeUndefined();
  });
});
