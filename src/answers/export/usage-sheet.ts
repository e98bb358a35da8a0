import type { UsageDay } from '../../state/usage-item.ts';
import { columnTitle, type Sheet } from './sheet.ts';

/** How Vitals was used, a day a row. */
export function usageSheet(days: readonly UsageDay[]): Sheet {
  return {
    columns: [
      'Day',
      'Questions',
      'Understood',
      'Asked of a model',
      'Read by rules in the model’s place',
      'Cached',
      'Input tokens',
      'Output tokens',
      columnTitle('Cost', 'usd'),
      'Average time to understand (ms)',
    ],
    rows: days.map((day) => [
      day.day,
      day.questions,
      day.understood,
      day.askedModel,
      Object.values(day.fallbacks).reduce((sum, count) => sum + count, 0),
      day.cached,
      day.tokens.input,
      day.tokens.output,
      // Without a price for its tokens a model's cost is unknown, which is not nothing.
      day.costUsd > 0 ? day.costUsd : null,
      day.averageLatencyMs,
    ]),
    notes: [],
  };
}
