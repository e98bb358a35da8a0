import type { RankRequest } from '../../analytics/analytics.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { formatCount } from '../../catalog/derive/format.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import type { Filter } from '../../intents/filter.ts';
import type { IntentOfKind } from '../../intents/intent.ts';
import { inSentence } from '../figures.ts';
import { worstFirst } from '../people.ts';
import type { Source } from '../source.ts';
import { memberSheet } from './member-sheet.ts';
import { mostRows, type Sheet } from './sheet.ts';

/** Everyone that a ranking ranks, not only its page. */
export async function rankingSheet(
  { metric, order, limit, filters }: IntentOfKind<'ranking'>,
  source: Source,
  personal: boolean,
): Promise<Sheet> {
  const rank = { metric, order, limit: Math.min(limit, mostRows) };
  const { items } = await rankedItems(source, filters, rank);
  const { dataset } = source.repository;
  return memberSheet({ dataset, metrics: [metric], items, ranked: true, personal, notes: [] });
}

/** The people whom a summary is about, those first who need a look. */
export async function summarySheet(
  { metrics, filters }: IntentOfKind<'summary'>,
  source: Source,
  personal: boolean,
): Promise<Sheet> {
  const { dataset } = source.repository;
  const metric = metrics[0] ?? dataset.attention;
  const order = worstFirst(dataset, metric);
  const { items, count, rankable } = await rankedItems(source, filters, { metric, order, limit: mostRows });
  const label = inSentence(metricNamed(dataset, metric).label);
  const noun = nounOf(dataset, filters);
  const notes = [
    ...(rankable > mostRows
      ? [
          `Only the first ${formatCount({ noun }, mostRows)} of ${formatCount({ noun }, rankable)}, ${order} ${label} first.`,
        ]
      : []),
    ...(count > rankable ? [`Without ${formatCount({ noun }, count - rankable)} whose ${label} is not known.`] : []),
  ];
  return memberSheet({ dataset, metrics: [...metrics], items, ranked: false, personal, notes });
}

/** The whole records of those who are ranked; who was deleted meanwhile is left out. */
async function rankedItems(
  { repository, analytics }: Source,
  filters: readonly Filter[],
  rank: Omit<RankRequest, 'offset' | 'show'>,
) {
  const result = await analytics.run({ filters, metrics: [], fleet: false, rank: { ...rank, offset: 0, show: [] } });
  const items = await repository.findMany(result.ranked.map(({ id }) => id));
  return {
    items: items.filter((item) => item !== undefined),
    count: result.selection.count,
    rankable: result.rankable,
  };
}
