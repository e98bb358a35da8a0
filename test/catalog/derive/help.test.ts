import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { helpOf } from '../../../src/catalog/derive/help.ts';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';

describe('helpOf', () => {
  const help = helpOf(agents);

  it.each([
    ['A figure', 'summary'],
    ['A figure by segment', 'breakdown'],
    ['The ends of a list', 'ranking'],
    ['Side by side', 'comparison'],
    ['Conditions', 'summary'],
    ['Day by day', 'summary'],
    ['Against a day before', 'summary'],
  ])('gives examples of "%s" that are understood as a %s', (title, kind) => {
    const examples = help.topics.find((topic) => topic.title === title)?.examples ?? [];

    const kinds = examples.map((text) => parseText(text, { surface: 'slash', today: '2026-11-20' }).kind);

    expect(kinds.length).toBeGreaterThan(0);
    expect(new Set(kinds)).toEqual(new Set([kind]));
  });

  it('shows how to look at one member and how to change a figure', () => {
    const examples = help.topics.find((topic) => topic.title === 'One agent')?.examples ?? [];

    const intents = examples.map((text) => parseText(text, { surface: 'slash', today: '2026-11-20' }));

    expect(intents).toMatchObject([
      { kind: 'profile', subject: 'agent-42' },
      { kind: 'update', subject: 'agent-42' },
    ]);
  });

  it('asks of a dataset with one segment what its own document asks', () => {
    const { command, topics } = helpOf(entities);

    const examples = topics.flatMap((topic) => topic.examples);
    expect(examples).toEqual(
      expect.arrayContaining(['health student', 'worst 10 health', 'health < 70 student', 'stu_4532']),
    );
    const intents = examples.map((text) => parseText(text, { surface: 'slash', command, today: '2026-11-20' }));
    expect(intents.map((intent) => 'dataset' in intent && intent.dataset)).toEqual(examples.map(() => 'entities'));
  });

  it('shows how to look back', () => {
    const examples = help.topics.flatMap((topic) => topic.examples);

    const intents = examples.map((text) => parseText(text, { surface: 'slash', today: '2026-11-20' }));

    expect(intents).toContainEqual(expect.objectContaining({ over: { days: 30 } }));
    expect(intents).toContainEqual(expect.objectContaining({ against: { daysAgo: 7 } }));
  });

  it('lists every metric with its unit and range', () => {
    expect(help.metrics).toHaveLength(18);
    expect(help.metrics).toContainEqual({ name: 'npsScore', label: 'NPS', unit: 'score', range: [0, 100] });
  });

  it('lists whatever has values to choose from', () => {
    const location = help.segments.find(({ name }) => name === 'marketTypeLocation');

    expect(help.segments).toHaveLength(9);
    expect(location?.values).toEqual(['Suburban', 'Urban', 'Rural']);
  });
});
