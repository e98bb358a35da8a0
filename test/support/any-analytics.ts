import fc from 'fast-check';
import type { AnalyticsRequest, MetricStatistic } from '../../src/analytics/analytics.ts';
import { statisticNames } from '../../src/analytics/statistics.ts';
import type { Attribute, Dataset } from '../../src/catalog/define-dataset.ts';
import { keyNames, namesOfKind } from '../../src/catalog/derive/attribute-names.ts';
import { analyticalColumns, type ColumnType } from '../../src/catalog/derive/columns.ts';
import type { AnyItem, ItemValue } from '../../src/catalog/derive/item-schema.ts';
import type { Filter } from '../../src/intents/filter.ts';

/** What aggregates may read of a dataset. */
export function columnNames(dataset: Dataset): string[] {
  return analyticalColumns(dataset).map(({ name }) => name);
}

/** So many items, each time the same: values that often repeat, and are often missing. */
export function anyItems(dataset: Dataset, count: number): AnyItem[] {
  const keys = keyNames(dataset);
  const attributes = Object.entries(dataset.attributes).filter(([, { kind }]) => kind !== 'personal');
  const items = fc.record(Object.fromEntries(attributes.map(([name, attribute]) => [name, anyValue(attribute)])), {
    requiredKeys: [...keys],
  });
  return fc.sample(items, { numRuns: count, seed: 7 });
}

function anyValue(attribute: Attribute): fc.Arbitrary<ItemValue> {
  switch (attribute.kind) {
    case 'key':
      return fc.nat(60).map((ordinal) => `${attribute.prefixes[0]}${ordinal}`);
    case 'segment':
    case 'text':
      return fc.constantFrom(...Object.keys(attribute.values));
    case 'metric': {
      const [lowest, highest] = attribute.range;
      const parts = (of: number) => fc.nat(of).map((part) => lowest + ((highest - lowest) * part) / of);
      return attribute.whole ? parts(10).map(Math.round) : fc.oneof(parts(10), parts(99_999));
    }
    case 'time':
      return fc.integer({ min: 0, max: 40 }).map((days) => new Date(Date.UTC(2026, 1, 5 + days)).toISOString());
    case 'list':
      return fc.subarray(Object.keys(attribute.values));
    case 'expiry':
      return fc.nat(2_000_000_000);
    default:
      return fc.constantFrom('Ana', 'Ben', 'Zoë');
  }
}

/** Any request that a dataset can answer. @param now epoch milliseconds, the moment that times are around */
export function anyRequest(dataset: Dataset, now: number): fc.Arbitrary<AnalyticsRequest> {
  const metrics = namesOfKind(dataset, 'metric');
  const figures: fc.Arbitrary<readonly MetricStatistic[]> = fc.array(
    fc.record({ metric: fc.constantFrom(...metrics), statistic: fc.constantFrom(...statisticNames) }),
    { maxLength: 4 },
  );
  return fc.record(
    {
      filters: fc.array(anyFilter(dataset, now), { maxLength: 3 }),
      metrics: fc.subarray([...metrics]),
      fleet: fc.boolean(),
      statistics: fc.record({ selection: figures, fleet: figures, groups: figures }),
      by: fc.subarray(namesOf(dataset, 'text')),
      rank: fc.record({
        metric: fc.constantFrom(...metrics),
        order: fc.constantFrom('highest', 'lowest'),
        offset: fc.nat(10),
        limit: fc.constantFrom(1, 5, 500),
        show: fc.subarray(columnNames(dataset)),
      }),
    },
    { requiredKeys: ['filters', 'metrics', 'fleet'] },
  );
}

function anyFilter(dataset: Dataset, now: number): fc.Arbitrary<Filter> {
  const values = (field: string): fc.Arbitrary<string[]> => {
    const attribute = dataset.attributes[field];
    const known = attribute !== undefined && 'values' in attribute ? Object.keys(attribute.values) : ['Ana', 'Zoë'];
    return fc.subarray(known, { minLength: 1 });
  };
  const ofField = <F extends Filter>(
    type: ColumnType,
    filter: (field: string) => fc.Arbitrary<F>,
  ): fc.Arbitrary<Filter>[] => {
    const fields = namesOf(dataset, type);
    return fields.length === 0 ? [] : [fc.constantFrom(...fields).chain(filter)];
  };
  const day = fc
    .integer({ min: 0, max: 40 })
    .map((days) => new Date(now - days * 86_400_000).toISOString().slice(0, 10));
  return fc.oneof(
    ...ofField('text', (field) =>
      fc.record({ field: fc.constant(field), op: fc.constant('in'), values: values(field) }),
    ),
    ...ofField('texts', (field) =>
      fc.record({ field: fc.constant(field), op: fc.constant('has'), values: values(field) }),
    ),
    ...ofField('time', (field) =>
      fc.record({ field: fc.constant(field), op: fc.constantFrom('since', 'before'), value: day }),
    ),
    ...ofField('time', (field) =>
      fc.record({ field: fc.constant(field), op: fc.constantFrom('withinDays', 'olderThanDays'), value: fc.nat(40) }),
    ),
    ...ofField('number', (field) => {
      const attribute = dataset.attributes[field];
      const [lowest, highest] = attribute?.kind === 'metric' ? attribute.range : [0, 1];
      const value = fc.nat(10).map((part) => Math.round(lowest + ((highest - lowest) * part) / 10));
      return fc.record({ field: fc.constant(field), op: fc.constantFrom('<', '<=', '>', '>=', '='), value });
    }),
  );
}

function namesOf(dataset: Dataset, type: ColumnType): string[] {
  return analyticalColumns(dataset).flatMap((column) => (column.type === type ? [column.name] : []));
}
