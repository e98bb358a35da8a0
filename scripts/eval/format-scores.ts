import type { Intent } from '../../src/intents/intent.ts';
import type { Understanding } from '../../src/intents/parser.ts';
import { canonicalIntent } from './canonical-intent.ts';
import type { Expected } from './eval-question.ts';
import { type ReviewedAgain, shareChanged } from './review.ts';
import { type Scored, shareRight } from './score.ts';

/** The report on a run: what was missed and how, then the scores by kind and overall. */
export function formatScores(scored: readonly Scored[], bar: number): string {
  const missed = scored.filter(({ right }) => !right).map(formatMiss);
  const kindOf = ({ question }: Scored): string => question.expected.kind;
  const kinds = [...new Set(scored.map(kindOf))].toSorted();
  const rows = kinds.map((kind) =>
    formatRow(
      kind,
      scored.filter((one) => kindOf(one) === kind),
    ),
  );
  const verdict = shareRight(scored) >= bar ? 'reaches' : 'is under';
  return [
    ...missed,
    ...rows,
    formatRow('overall', scored),
    ...formatUse(scored),
    `The score ${verdict} the bar of ${percent(bar)}.`,
  ].join('\n');
}

/** The report on the review list: each question with its reading of then and of now. */
export function formatReview(again: readonly ReviewedAgain[], bar: number): string {
  if (again.length === 0) return 'The review list is empty.';
  const entries = again.map(({ reviewed: { question, reading }, understanding, changed }) =>
    [
      `${changed ? 'Read otherwise' : 'Read as before'}: ${JSON.stringify(question.text)}`,
      ...aroundOf(question, understanding),
      ...(changed
        ? differencesOf(reading, understanding.intent)
        : [`    as ${show(canonicalIntent(understanding.intent))}`]),
      '',
    ].join('\n'),
  );
  const changed = again.filter((one) => one.changed).length;
  const verdict = shareChanged(again) >= bar ? 'reaches' : 'is under';
  return [
    ...entries,
    `${changed} of ${again.length} questions that were answered badly are read otherwise now.`,
    `That ${verdict} the bar of ${percent(bar)}.`,
  ].join('\n');
}

function formatMiss({ question, understanding }: Scored): string {
  return [
    `Missed: ${JSON.stringify(question.text)}`,
    ...aroundOf(question, understanding),
    ...differencesOf(question.expected, understanding.intent),
    '',
  ].join('\n');
}

function aroundOf(
  { context }: { readonly context?: Intent | undefined },
  { fallback }: Understanding,
): readonly string[] {
  return [
    ...(context === undefined ? [] : [`    after ${show(canonicalIntent(context))}`]),
    ...(fallback === undefined ? [] : [`    no usable answer: ${fallback}`]),
  ];
}

function differencesOf(before: Intent | Expected | undefined, now: Intent): readonly string[] {
  const expected = before === undefined ? {} : canonicalIntent(before);
  const got = canonicalIntent(now);
  const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
  return names
    .filter((name) => show(expected[name]) !== show(got[name]))
    .flatMap((name) => [`    - ${name}: ${show(expected[name])}`, `    + ${name}: ${show(got[name])}`]);
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

function formatRow(name: string, group: readonly Scored[]): string {
  const right = group.filter((one) => one.right).length;
  return `${name.padEnd(12)} ${`${right}/${group.length}`.padStart(9)}  ${percent(shareRight(group)).padStart(6)}`;
}

/** What a model used, where one was asked. */
function formatUse(scored: readonly Scored[]): readonly string[] {
  const used = scored.flatMap(({ understanding }) => understanding.tokens ?? []);
  if (used.length === 0) return [];
  const input = used.reduce((sum, tokens) => sum + tokens.input, 0);
  const output = used.reduce((sum, tokens) => sum + tokens.output, 0);
  const latencies = scored.map(({ understanding }) => understanding.latencyMs).toSorted((a, b) => a - b);
  const middle = Math.round(latencies[Math.floor(latencies.length / 2)] ?? 0);
  return [`${input} tokens in, ${output} out; half of the questions within ${middle} ms.`];
}

const percent = (share: number): string => `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
