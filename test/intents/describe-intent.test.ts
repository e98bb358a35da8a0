import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeIntent } from '../../src/intents/describe-intent.ts';
import { parseText } from '../../src/intents/grammar/parse-text.ts';
import type { Intent } from '../../src/intents/intent.ts';
import { clearIntents } from './intent-arbitrary.ts';

const today = '2026-11-20';
const parse = (text: string): Intent => parseText(text, { surface: 'slash', today });

describe('describeIntent', () => {
  it('gives a command that is understood as the same intent, whatever the intent', () => {
    fc.assert(
      fc.property(clearIntents, (intent) => {
        const { command } = describeIntent(intent);

        const understood = parse(command);

        expect(understood, command).toEqual(intent);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['churn rookie', 'Average churn risk of rookie agents', '/agents churn risk rookie'],
    ['count nps < 30', 'Number of agents with NPS < 30', '/agents count with nps < 30'],
    [
      'median response time by tenure',
      'Median response time of agents by experience level',
      '/agents median response time by experience level',
    ],
    ['top 3 revenue luxury', 'The 3 luxury agents with the highest revenue', '/agents top 3 revenue luxury'],
    ['rookies vs veterans', 'Rookie and veteran compared: number of agents', '/agents compare rookie vs veteran'],
    ['set agent-7 nps 72', 'Set NPS to 72 for agent-7', '/agents set agent-7 nps 72'],
    [
      'inactive for 20 days',
      'Number of agents last active more than 20 days ago',
      '/agents count inactive for 20 days',
    ],
    [
      'churn of rookies over the last 30 days',
      'Average churn risk of rookie agents over the last 30 days',
      '/agents churn risk rookie over 30 days',
    ],
    [
      'nps by tier vs last week',
      'Average NPS of agents by subscription tier against 7 days ago',
      '/agents nps by subscription tier vs 7 days ago',
    ],
    [
      'rookies vs veterans on nps this week against yesterday',
      'Rookie and veteran compared: average NPS of agents over the last 7 days against yesterday',
      '/agents compare rookie vs veteran nps over 7 days vs 1 day ago',
    ],
    [
      'time to sell over the last day with churn > 50',
      'Average time to sell of agents with churn risk > 50 over the last day',
      '/agents time to sell over the last 1 day with churn risk > 50',
    ],
    ['help', 'What can be asked', '/agents help'],
  ])('says "%s" in plain words and as a command', (text, words, command) => {
    const intent = parse(text);

    const description = describeIntent(intent);

    expect(description).toEqual({ words, command });
  });

  it('shows nobody the id of a channel whose name is not known', () => {
    const operation = { kind: 'operation', name: 'watch' } as const;

    const [known, unknown] = ['cs-alerts', 'C08CSALERTS'].map(
      (channel) => describeIntent({ ...operation, arguments: { filters: [], channel } }).words,
    );

    expect(known).toBe('Watch for insights in #cs-alerts');
    expect(unknown).toBe('Watch for insights in that channel');
  });

  it('says why a text was not understood', () => {
    const description = describeIntent(parse('churn wibble'));

    expect(description).toEqual({ words: 'Not understood', command: '/agents help' });
  });
});
