import { z } from 'zod';
import { blockIdField, listWithin, textWithin } from './text-objects.ts';

const label = textWithin('chartLabel');
const point = z.strictObject({ label, value: z.number() });
const series = z.strictObject({ name: label, data: listWithin('chartCategories', point) });

function seriesChart<Kind extends 'bar' | 'line' | 'area'>(kind: Kind) {
  return z
    .strictObject({
      type: z.literal(kind),
      series: listWithin('chartSeries', series),
      axis_config: z.strictObject({
        categories: listWithin('chartCategories', label),
        x_label: textWithin('chartAxisLabel').optional(),
        y_label: textWithin('chartAxisLabel').optional(),
      }),
    })
    .superRefine(checkSeries);
}

interface SeriesChart {
  readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string }[] }[];
  readonly axis_config: { readonly categories: readonly string[] };
}

function checkSeries(chart: SeriesChart, context: z.RefinementCtx): void {
  const { categories } = chart.axis_config;
  if (new Set(categories).size < categories.length) {
    context.addIssue({ code: 'custom', message: 'categories must be unique', path: ['axis_config', 'categories'] });
  }
  if (new Set(chart.series.map(({ name }) => name)).size < chart.series.length) {
    context.addIssue({ code: 'custom', message: 'series names must be unique', path: ['series'] });
  }
  const wanted = JSON.stringify([...categories].sort());
  chart.series.forEach(({ data }, index) => {
    if (JSON.stringify(data.map((one) => one.label).sort()) !== wanted) {
      context.addIssue({
        code: 'custom',
        message: 'must have exactly one data point for each category',
        path: ['series', index, 'data'],
      });
    }
  });
}

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: listWithin('chartSegments', z.strictObject({ label, value: z.number().positive() })),
});

/** @see https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const dataVisualizationSchema = z.strictObject({
  type: z.literal('data_visualization'),
  ...blockIdField,
  title: textWithin('chartTitle'),
  chart: z.discriminatedUnion('type', [seriesChart('bar'), seriesChart('line'), seriesChart('area'), pie]),
});
