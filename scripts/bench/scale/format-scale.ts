import { formatTable } from '../../generate/format-table.ts';
import { formatRows } from '../format-rows.ts';
import { formatNumber } from '../rows.ts';
import type { QuestionResult, ScaleResult } from './scale-result.ts';

/** All that was measured with a number of agents, as tables. */
export function formatScale(agents: number, { machine, load, short, rows, questions }: ScaleResult): string {
  return [
    `${agents.toLocaleString('en-US')} agents${short ? ' (a short run: not to be quoted)' : ''}`,
    `${machine}; load ${load[0]} before, ${load[1]} after`,
    '',
    formatQuestions(questions),
    '',
    formatRows(rows),
  ].join('\n');
}

function formatQuestions(questions: readonly QuestionResult[]): string {
  return formatTable(
    [
      'Question (times in ms)',
      'Read model p50',
      'p99',
      'Repository p50',
      'p99',
      'Items',
      'Read units',
      'Times as long',
    ],
    questions.map(({ name, model, repository, ratio }) => [
      name,
      formatNumber(model.p50),
      formatNumber(model.p99),
      ...(repository === undefined
        ? []
        : [repository.p50, repository.p99, repository.items, repository.readUnits, ratio ?? 0].map(formatNumber)),
    ]),
    [1, 2, 3, 4, 5, 6, 7],
  );
}
