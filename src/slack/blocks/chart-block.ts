import type { Chart } from '../../answers/answer.ts';
import { axisWords } from './figure-words.ts';
import { limits } from './limits.ts';
import type { DataVisualizationBlock } from './message-block.ts';
import { stated } from './text-objects.ts';

/** The chart, or nothing where Slack could not draw it: no category, or two names that read the same once cut. */
export function buildChart(chart: Chart): DataVisualizationBlock | undefined {
  const categories = chart.categories.slice(0, limits.chartCategories).map(chartLabel);
  const shown = chart.series.slice(0, limits.chartSeries);
  const names = shown.map(({ name }) => chartLabel(name));
  if (categories.length === 0 || hasTwins(categories) || hasTwins(names)) return undefined;
  const unit = axisWords(chart.unit);
  return {
    type: 'data_visualization',
    title: stated(chart.title, limits.chartTitle),
    chart: {
      type: chart.shape === 'line' ? 'line' : 'bar',
      series: shown.map(({ values }, at) => ({
        name: names[at] ?? '',
        data: categories.map((label, index) => ({ label, value: roundForChart(values[index] ?? 0) })),
      })),
      axis_config: { categories, ...(unit !== undefined && { y_label: unit }) },
    },
  };
}

function hasTwins(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}

function chartLabel(text: string): string {
  return stated(text.replace(/ (a year|engagement|market)$/u, ''), limits.chartLabel);
}

/** Charts show a number as it is, so it carries no more digits than the text beside it. */
function roundForChart(value: number): number {
  return Math.round(value * 10) / 10;
}
