import type { RankRequest } from '../../analytics/analytics.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { formatCount, formatValue } from '../../catalog/derive/format.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import type { Filter } from '../../intents/filter.ts';
import type { IntentOfKind } from '../../intents/intent.ts';
import { inSentence } from '../figures.ts';
import { worstFirst } from '../people.ts';
import type { Source } from '../source.ts';
import { memberAttributes, memberSheet } from './member-sheet.ts';
import { type ExportOptions, mostRows, type Sheet } from './sheet.ts';

/** Everyone that a ranking ranks, not only its page. */
export async function rankingSheet(
  { metric, order, limit, filters }: IntentOfKind<'ranking'>,
  source: Source,
  { personal, most = mostRows }: ExportOptions,
): Promise<Sheet> {
  const { dataset } = source.repository;
  const attributes = memberAttributes(dataset, [metric], personal);
  const rank = { metric, order, limit: Math.min(limit, most) };
  const { items } = await rankedItems(source, filters, rank, attributes);
  return memberSheet({ dataset, attributes, items, ranked: true, notes: [] });
}

/** The people whom a summary is about, those first who need a look. */
export async function summarySheet(
  { metrics, filters }: IntentOfKind<'summary'>,
  source: Source,
  { personal, most = mostRows }: ExportOptions,
): Promise<Sheet> {
  const { dataset } = source.repository;
  const attributes = memberAttributes(dataset, metrics, personal);
  const metric = metrics[0] ?? dataset.attention;
  const order = worstFirst(dataset, metric);
  const { items, count, rankable } = await rankedItems(source, filters, { metric, order, limit: most }, attributes);
  const label = inSentence(metricNamed(dataset, metric).label);
  const noun = nounOf(dataset, filters);
  const notes = [
    ...(rankable > most
      ? [`Only the first ${formatValue(most, 'count')} of ${formatCount({ noun }, rankable)}, ${order} ${label} first.`]
      : []),
    ...(count > rankable ? [`Without ${formatCount({ noun }, count - rankable)} whose ${label} is not known.`] : []),
  ];
  return memberSheet({ dataset, attributes, items, ranked: false, notes });
}

/**
 * Those who are ranked, with these attributes.
 *
 * Personal ones are nowhere but in the record: only for them it is read, and who was deleted meanwhile is left out.
 */
async function rankedItems(
  { repository, analytics }: Source,
  filters: readonly Filter[],
  rank: Omit<RankRequest, 'offset' | 'show'>,
  attributes: readonly string[],
) {
  const hasPersonal = attributes.some((name) => repository.dataset.attributes[name]?.kind === 'personal');
  const show = hasPersonal ? [] : attributes;
  const result = await analytics.run({ filters, metrics: [], fleet: false, rank: { ...rank, offset: 0, show } });
  const { ranked, rankable, selection } = result;
  const items = hasPersonal ? await repository.findMany(ranked.map(({ id }) => id)) : ranked.map(({ item }) => item);
  return { items: items.filter((item) => item !== undefined), count: selection.count, rankable };
}
