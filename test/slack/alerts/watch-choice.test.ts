import { describe, expect, it } from 'vitest';
import {
  matchersFrom,
  newWatch,
  sameWatch,
  saysWhat,
  type WatchChoice,
} from '../../../src/slack/alerts/watch-choice.ts';
import { durationWords, matcherWords } from '../../../src/slack/alerts/watch-words.ts';

const timing = { groupBy: [], groupWaitMs: 0, groupIntervalMs: 1000, repeatIntervalMs: 60_000 };
const rookies: WatchChoice = {
  predictionType: 'high_churn_risk',
  minRisk: 80,
  dataset: 'agents',
  filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie', 'veteran'] }],
};

function matchersOf(choice: WatchChoice) {
  const read = matchersFrom(choice);
  if (!read.ok) throw new Error(read.sentence);
  return read.matchers;
}

describe('what a watch takes', () => {
  it('is the kind of alert, the risk and the segments', () => {
    expect(matchersOf(rookies)).toEqual({
      predictionTypes: ['high_churn_risk'],
      aboveRisk: 80,
      dataset: 'agents',
      segments: { experienceLevel: ['rookie', 'veteran'] },
    });
  });

  it('is what two conditions on one segment have in common', () => {
    const filters: WatchChoice['filters'] = [
      ...rookies.filters,
      { field: 'experienceLevel', op: 'in', values: ['veteran', 'established'] },
    ];

    expect(matchersOf({ ...rookies, filters }).segments).toEqual({ experienceLevel: ['veteran'] });
  });

  it.each<[string, WatchChoice['filters'][number], RegExp]>([
    ['a figure', { field: 'npsScore', op: '<', value: 10 }, /not by NPS/],
    ['a list', { field: 'activeFeatures', op: 'has', values: ['crmSync'] }, /not by Active features/],
    ['nobody', { field: 'experienceLevel', op: 'in', values: ['established'] }, /Nobody is in both/],
  ])('is not told by %s, and that is said', (_what, filter, sentence) => {
    const read = matchersFrom({ ...rookies, filters: [...rookies.filters, filter] });

    expect(read).toEqual({ ok: false, sentence: expect.stringMatching(sentence) });
  });

  it('is said in words', () => {
    expect(matcherWords(matchersOf(rookies))).toBe(
      'High churn risk with a risk score above 80 · agents · Experience level: Rookie or Veteran',
    );
    expect(matcherWords({})).toBe('Every alert');
  });

  it('counts as the same in another order, and for another channel as another', () => {
    const now = new Date(0);
    const made = { routeId: 'r', channel: 'C1', matchers: matchersOf(rookies), timing, createdBy: 'U1', now };
    const watch = newWatch(made);
    const turned = { ...watch.matchers, segments: { experienceLevel: ['veteran', 'rookie'] } };

    expect(sameWatch([watch], 'C1', turned)).toBe(watch);
    expect(sameWatch([watch], 'C2', turned)).toBeUndefined();
    expect(sameWatch([watch], 'C1', { ...turned, aboveRisk: 81 })).toBeUndefined();
  });

  it('is not said by a channel alone', () => {
    expect(saysWhat({ channel: 'cs-alerts', filters: [] })).toBe(false);
    expect(saysWhat({ minRisk: 0, filters: [] })).toBe(true);
  });
});

describe('a length of time', () => {
  it.each([
    [1000, '1 second'],
    [45_000, '45 seconds'],
    [5_400_000, '90 minutes'],
    [4 * 3_600_000, '4 hours'],
    [24 * 3_600_000, '1 day'],
    [7 * 24 * 3_600_000, '1 week'],
  ])('of %d ms is %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});
