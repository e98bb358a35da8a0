import type { Operation } from '../intents/operations.ts';
import type { Usage } from '../state/usage.ts';
import type { UsageDay } from '../state/usage-item.ts';
import type { Answer, Cell, Chart, Figure } from './answer.ts';
import { blankAnswer } from './source.ts';

type UsageRequest = Extract<Operation, { name: 'usage' }>;

/** How Vitals itself was used: questions, share understood, model failures, tokens and cost, by day. */
export async function usageAnswer(intent: UsageRequest, usage: Usage): Promise<Answer> {
  const newestFirst = await usage.readUsage({ days: intent.arguments.days });
  const days = newestFirst.toReversed();
  const questions = sumOf(days, (day) => day.questions);
  return {
    ...blankAnswer(intent),
    headline: [figure('Questions', questions, 'count', questions)],
    facts: questions === 0 ? [] : factsOf(days, questions),
    table: {
      caption: 'By day',
      columns: ['Day', 'Questions', 'Understood', 'Fallbacks', 'Tokens', 'Cost'],
      rows: newestFirst.map(rowOf),
    },
    ...(questions > 0 && days.length > 1 && { chart: chartOf(days) }),
    notes: questions === 0 ? ['Nobody has asked anything in this time.'] : [],
  };
}

function factsOf(days: readonly UsageDay[], questions: number): Figure[] {
  const tokens = sumOf(days, ({ tokens: { input, output } }) => input + output);
  const cost = sumOf(days, (day) => day.costUsd);
  return [
    figure('Understood', (sumOf(days, (day) => day.understood) / questions) * 100, 'percent', questions),
    figure('Read by rules in the model’s place', sumOf(days, fallbacksOf), 'count', questions),
    figure('Tokens', tokens, 'count', questions),
    // Without a price for its tokens a model's cost is unknown, which is not nothing.
    ...(cost > 0 ? [figure('Cost', cost, 'usd', questions)] : []),
  ];
}

function rowOf(day: UsageDay): Cell[] {
  const share = day.questions === 0 ? null : (day.understood / day.questions) * 100;
  return [
    { kind: 'text', text: day.day },
    { kind: 'number', value: day.questions, unit: 'count' },
    share === null ? { kind: 'text', text: '–' } : { kind: 'number', value: share, unit: 'percent' },
    { kind: 'number', value: fallbacksOf(day), unit: 'count' },
    { kind: 'number', value: day.tokens.input + day.tokens.output, unit: 'count' },
    { kind: 'text', text: day.costUsd > 0 ? `$${day.costUsd.toFixed(2)}` : '–' },
  ];
}

function chartOf(days: readonly UsageDay[]): Chart {
  const shown = days.slice(-20);
  return {
    title: 'Questions by day',
    shape: 'line',
    unit: 'count',
    categories: shown.map(({ day }) => day),
    series: [
      { name: 'Questions', values: shown.map(({ questions }) => questions) },
      { name: 'Understood', values: shown.map(({ understood }) => understood) },
    ],
  };
}

function figure(label: string, value: number, unit: Figure['unit'], n: number): Figure {
  return { label, value, unit, n };
}

function fallbacksOf({ fallbacks }: UsageDay): number {
  return Object.values(fallbacks).reduce((sum, count) => sum + count, 0);
}

function sumOf(days: readonly UsageDay[], of: (day: UsageDay) => number): number {
  return days.reduce((sum, day) => sum + of(day), 0);
}
