import { agents } from '../../src/catalog/datasets/agents.ts';
import { valueLabel } from '../../src/catalog/derive/attribute-names.ts';
import type { DistributionRow, ExpectationRow, Report } from '../../src/generator/report.ts';
import { formatTable } from './format-table.ts';

const signs = { higher: '+', lower: '-' } as const;

/** A report for a terminal: each distribution, each correlation, and how many of them hold. */
export function formatReport(report: Report): string {
  const { people, distributions, expectations } = report;
  const holding = expectations.filter(({ holds }) => holds).length;
  return [
    `Distributions of ${people.toLocaleString('en-US')} agents`,
    formatTable(
      ['Segment', 'Value', 'Count', 'Share', 'Target', 'Deviation'],
      distributions.map(distributionCells),
      [2, 3, 4, 5],
    ),
    '',
    'Correlations: a mean or share against everyone, or the correlation of two metrics against none',
    formatTable(
      ['Group', 'Figure', 'What', 'Expected', 'Measured', 'Against', 'Holds'],
      expectations.map(expectationCells),
      [3, 4, 5],
    ),
    '',
    `${holding} of ${expectations.length} correlations hold.`,
  ].join('\n');
}

function distributionCells({ segment, value, count, share, target, deviation }: DistributionRow): string[] {
  const points = `${deviation < 0 ? '-' : '+'}${(Math.abs(deviation) * 100).toFixed(2)} pp`;
  const label = agents.attributes[segment as keyof typeof agents.attributes].label;
  return [
    label,
    valueLabel(agents, segment, value),
    count.toLocaleString('en-US'),
    percent(share),
    percent(target),
    points,
  ];
}

function expectationCells(row: ExpectationRow): string[] {
  return [
    row.group,
    row.figure,
    row.statement,
    signs[row.expected],
    figure(row, row.measured),
    figure(row, row.against),
    row.holds ? 'yes' : 'NO',
  ];
}

function figure(row: ExpectationRow, value: number): string {
  if (Number.isNaN(value)) return 'none';
  if (row.figure === 'share') return percent(value);
  return row.figure === 'correlation' ? value.toFixed(3) : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
