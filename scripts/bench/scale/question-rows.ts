import { type Row, rowOf, type Target } from '../rows.ts';
import type { AskedQuestion } from './asked-calls.ts';
import type { QuestionResult } from './scale-result.ts';
import { targetsFor } from './targets.ts';

/** The worst question of each size against what all of them have to reach. */
export function questionRows(
  agents: number,
  asked: readonly Pick<AskedQuestion, 'name' | 'size'>[],
  results: readonly QuestionResult[],
): readonly Row[] {
  const { query, summary, ratio } = targetsFor(agents);
  const ofSize = (size: AskedQuestion['size']): readonly QuestionResult[] =>
    results.filter(({ name }) => asked.some((question) => question.name === name && question.size === size));
  const slowest = (of: readonly QuestionResult[], what: string, target: Target | undefined): Row[] => {
    const [worst] = of.toSorted((a, b) => b.model.p50 - a.model.p50);
    return worst === undefined ? [] : [rowOf(`slowest ${what}, p50 (${worst.name})`, worst.model.p50, 'ms', target)];
  };
  const [least] = results
    .flatMap(({ name, ratio: times }) => (times === undefined ? [] : [{ name, times }]))
    .toSorted((a, b) => a.times - b.times);
  return [
    ...slowest(ofSize('query'), 'query of the read model', query),
    ...slowest(ofSize('summary'), 'whole answer of several queries', summary),
    ...(least === undefined
      ? []
      : [rowOf(`least that the repository takes longer (${least.name})`, least.times, '×', ratio)]),
  ];
}
