import { datasetNamed } from '../../src/catalog/catalog.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { valueLabel } from '../../src/catalog/derive/attribute-names.ts';
import type { DistributionRow, ExpectationRow, Report } from '../../src/generator/report.ts';
import { formatTable } from './format-table.ts';

const signs = { higher: '+', lower: '-', always: '=' } as const;

/** A report for a terminal: each distribution, each correlation or rule, and how many of them hold. */
export function formatReport(report: Report): string {
  const { people, distributions, expectations } = report;
  const dataset = datasetNamed(report.dataset);
  const holding = expectations.filter(({ holds }) => holds).length;
  return [
    `Distributions of ${people.toLocaleString('en-US')} ${dataset.noun.many}`,
    formatTable(
      ['Segment', 'Value', 'Count', 'Share', 'Target', 'Deviation'],
      distributions.map((row) => distributionCells(dataset, row)),
      [2, 3, 4, 5],
    ),
    '',
    'Correlations: a mean or share against everyone, the correlation of two figures against none, or a rule for all',
    formatTable(
      ['Group', 'Figure', 'What', 'Expected', 'Measured', 'Against', 'Holds'],
      expectations.map(expectationCells),
      [3, 4, 5],
    ),
    '',
    `${holding} of ${expectations.length} correlations hold.`,
  ].join('\n');
}

function distributionCells(
  dataset: Dataset,
  { segment, value, count, share, target, deviation }: DistributionRow,
): string[] {
  const points = `${deviation < 0 ? '-' : '+'}${(Math.abs(deviation) * 100).toFixed(2)} pp`;
  return [
    dataset.attributes[segment]?.label ?? segment,
    valueLabel(dataset, segment, value),
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
  if (row.figure === 'share' || row.figure === 'rule') return percent(value);
  return row.figure === 'correlation' ? value.toFixed(3) : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
