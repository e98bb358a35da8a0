import { describe, expect, it } from 'vitest';
import { withoutChannels } from '../../../src/slack/listeners/without-channels.ts';

const today = '2026-01-05';

describe('a channel that was typed', () => {
  it.each([
    ['/agents', 'churn rookie in #cs-alerts', 'churn rookie'],
    ['/agents', 'nps of rookies in the channel #general', 'nps of rookies'],
    ['/metrics', 'student health < 70 in #ops channel', 'student health < 70'],
  ])('is left out of a question about figures: %s %s', (command, text, bare) => {
    expect(withoutChannels(text, { surface: 'slash', command, today })).toBe(bare);
  });

  it.each([
    ['where it says where to tell', 'watch churn in #cs-alerts'],
    ['that may be a word of the question', 'number of agents in #luxury'],
    ['that is said of no place', 'number of agents #first-time'],
    ['in what is understood without it no more than with it', 'blurb in #cs-alerts'],
    ['that is all there is', 'in #cs-alerts'],
    ['beside a number of a member', 'churn of #42'],
  ])('stays %s', (_why, text) => {
    expect(withoutChannels(text, { surface: 'slash', command: '/agents', today })).toBe(text);
  });
});
