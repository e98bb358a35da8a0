import type { Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, segmentNamed } from '../catalog/derive/attribute-names.ts';
import { formatValue } from '../catalog/derive/format.ts';
import { type Noun, nounOf } from '../catalog/derive/nouns.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, Table } from './answer.ts';
import { emptyAnswer } from './empty-answer.ts';
import { capitalised } from './figures.ts';
import { type KnownMember, knownMembers, listedAttributes, traitOf } from './people.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source } from './source.ts';

/** How many people one message lists. */
export const pageSize = 20;

/**
 * People in order of one metric, a page at a time.
 *
 * @param offset where the page begins, counted from 0; past the end the last page is shown
 */
export async function rankingAnswer(
  intent: IntentOfKind<'ranking'>,
  { repository, analytics }: Source,
  offset: number,
): Promise<Answer> {
  const { dataset } = repository;
  const { metric, order, filters } = intent;
  const lastStart = Math.floor((intent.limit - 1) / pageSize) * pageSize;
  const start = Math.min(Math.floor(offset / pageSize) * pageSize, lastStart);
  const limit = Math.min(pageSize, intent.limit - start);
  const result = await analytics.run({
    filters,
    metrics: [],
    fleet: false,
    rank: { metric, order, offset: start, limit, show: listedAttributes(dataset) },
  });
  const total = Math.min(intent.limit, result.rankable);
  if (result.rankable === 0) return emptyAnswer(intent, dataset, result);
  if (start >= total) return rankingAnswer(intent, { repository, analytics }, total - 1);
  const members = knownMembers(dataset, result.ranked);
  return {
    ...blankAnswer(intent),
    table: rankingTable(dataset, intent, members, start),
    notes: [
      ...rangeNote(nounOf(dataset, filters), start, members.length, total, result.rankable),
      ...dataNotes(result.cost),
    ],
    page: { offset: start, size: pageSize, total },
    provenance: provenanceOf(result.cost),
  };
}

function rankingTable(
  dataset: Dataset,
  { metric, order, filters }: IntentOfKind<'ranking'>,
  members: readonly KnownMember[],
  start: number,
): Table {
  const { label, unit } = metricNamed(dataset, metric);
  const { one } = nounOf(dataset, filters);
  return {
    caption: `${label}, ${order} first`,
    columns: [
      'Rank',
      capitalised(one),
      label,
      ...dataset.telling.map((segment) => segmentNamed(dataset, segment).label),
    ],
    rows: members.map(({ id, name, value, item }, index) => [
      { kind: 'number', value: start + index + 1, unit: 'count' },
      { kind: 'person', id, name },
      { kind: 'number', value, unit },
      ...dataset.telling.map((segment) => ({ kind: 'text' as const, text: traitOf(dataset, segment, item) })),
    ]),
  };
}

function rangeNote({ many }: Noun, start: number, shown: number, total: number, rankable: number): string[] {
  const count = (value: number): string => formatValue(value, 'count');
  if (shown < total) return [`${count(start + 1)} to ${count(start + shown)} of ${count(total)} ${many}.`];
  return total < rankable
    ? [`${count(total)} of ${count(rankable)} ${many}.`]
    : [`All ${count(total)} ${many} that fit.`];
}
