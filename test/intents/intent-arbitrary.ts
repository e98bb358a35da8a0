import fc from 'fast-check';
import { datasets } from '../../src/catalog/catalog.ts';
import { predictionTypes } from '../../src/catalog/datasets/insights.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { attributesOfKind, namesOfKind } from '../../src/catalog/derive/attribute-names.ts';
import { comparisonOperators, type Filter } from '../../src/intents/filter.ts';
import { type ClearIntent, intentSchema, statistics } from '../../src/intents/intent.ts';

/** Any intent that can be carried out, over every kind, metric, segment and filter of every dataset. */
export const clearIntents: fc.Arbitrary<ClearIntent> = fc
  .oneof(
    { weight: 2, arbitrary: fc.constantFrom(...datasets).chain((dataset: Dataset) => intentsOf(dataset)) },
    { weight: 1, arbitrary: fc.constantFrom(...datasets).chain((dataset: Dataset) => intentsAboutInsights(dataset)) },
  )
  .map((intent) => intentSchema.parse(intent) as ClearIntent);

/** Questions for insights, and every operation but "why", whose question is another's. */
function intentsAboutInsights(dataset: Dataset): fc.Arbitrary<unknown> {
  const channel = fc.constantFrom('cs-alerts', 'C08CSALERTS', 'ops_2', '2026-goals');
  const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
    fc.option(value, { nil: undefined });
  const members = fc.oneof(
    fc.constant({ filters: [] }),
    filtersOf(dataset).map((filters) => ({ dataset: dataset.name, filters })),
  );
  const choice = fc
    .record({
      predictionType: maybe(fc.constantFrom(...predictionTypes)),
      minRisk: maybe(fc.oneof(fc.integer({ min: 0, max: 100 }), hundredths([0, 100]))),
      members,
    })
    .map(({ members: about, ...rest }) => ({ ...rest, ...about }));
  const operation = (name: string, args: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
    args.map((given) => ({ kind: 'operation', name, arguments: given }));
  const plan = fc.record({
    every: fc.constantFrom('day', 'week'),
    at: fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(clock),
    weekday: fc.integer({ min: 1, max: 7 }),
    channel: maybe(channel),
  });
  return fc.oneof(
    fc
      .record({ subject: maybe(subjects), choice })
      .map(({ subject, choice: chosen }) => present({ kind: 'insights', subject, ...chosen })),
    operation(
      'watch',
      fc.record({ choice, channel: maybe(channel) }).map((all) => present({ ...all.choice, channel: all.channel })),
    ),
    operation('watches', fc.constant({})),
    operation('usage', fc.record({ days: fc.integer({ min: 1, max: 90 }) })),
    operation('outcomes', fc.record({ days: fc.integer({ min: 1, max: 365 }) })),
    operation(
      'digest',
      fc.record({ days: fc.integer({ min: 1, max: 31 }), plan: maybe(plan) }).map(({ days, plan: planned }) =>
        present({
          days,
          plan:
            planned === undefined
              ? undefined
              : present({ ...planned, weekday: planned.every === 'week' ? planned.weekday : undefined }),
        }),
      ),
    ),
  );
}

const clock = ([hour, minute]: readonly [number, number]): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** Without what is not given. */
const present = (all: object): object =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));

function intentsOf(dataset: Dataset): fc.Arbitrary<unknown> {
  const metrics = fc.uniqueArray(fc.constantFrom(...namesOfKind(dataset, 'metric')), { maxLength: 4 });
  const segment = fc.constantFrom(...groupingsOf(dataset).map(([name]) => name));
  const measured = fc
    .record({ metrics, statistic: fc.option(fc.constantFrom(...statistics), { nil: undefined }) })
    .map(({ metrics: asked, statistic }) =>
      asked.length === 0 || statistic === undefined ? { metrics: asked } : { metrics: asked, statistic },
    );
  const filters = filtersOf(dataset);
  const name = dataset.name;
  return fc.oneof(
    fc.record({ measured, filters, times }).map((parts) => ({
      kind: 'summary',
      dataset: name,
      ...parts.measured,
      filters: parts.filters,
      ...parts.times,
    })),
    fc.record({ measured, by: segment, filters, times }).map((parts) => ({
      kind: 'breakdown',
      dataset: name,
      ...parts.measured,
      by: parts.by,
      filters: parts.filters,
      ...parts.times,
    })),
    fc.record({
      kind: fc.constant('ranking'),
      dataset: fc.constant(name),
      metric: fc.constantFrom(...namesOfKind(dataset, 'metric')),
      order: fc.constantFrom('highest', 'lowest'),
      limit: fc.integer({ min: 1, max: 1000 }),
      filters,
    }),
    comparisonsOf(dataset, measured, filters),
    fc.record({ kind: fc.constant('profile'), dataset: fc.constant(name), subject: subjects }),
    fc.record({
      kind: fc.constant('update'),
      dataset: fc.constant(name),
      subject: subjects,
      changes: changesOf(dataset),
    }),
    fc.constant({ kind: 'help' }),
  );
}

const daysBack = fc.integer({ min: 1, max: 365 });

/** Looking back over days, against a day, both or neither. */
const times = fc.oneof(
  fc.constant({}),
  fc.record({ over: fc.record({ days: daysBack }), against: fc.record({ daysAgo: daysBack }) }, { requiredKeys: [] }),
);

function comparisonsOf(
  dataset: Dataset,
  measured: fc.Arbitrary<object>,
  filters: fc.Arbitrary<readonly Filter[]>,
): fc.Arbitrary<unknown> {
  return fc.constantFrom(...groupingsOf(dataset)).chain(([segment, { values }]) =>
    fc
      .record({
        measured,
        values: fc.uniqueArray(fc.constantFrom(...Object.keys(values)), { minLength: 2 }),
        filters,
        times,
      })
      .map((parts) => ({
        kind: 'comparison',
        dataset: dataset.name,
        ...parts.measured,
        segment,
        values: parts.values,
        filters: parts.filters.filter(({ field }) => field !== segment),
        ...parts.times,
      })),
  );
}

const groupingsOf = (dataset: Dataset) => [
  ...attributesOfKind(dataset, 'segment'),
  ...attributesOfKind(dataset, 'text'),
];

/** Ids as the table has them, and names with letters, marks and quotes of all kinds. */
const subjects = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }).map((number) => `agent-${number}`),
  fc.constantFrom('stu_4532', 'tut_7', 'sub_algebra_1', 'reg_north', 'reg_north-east'),
  fc.constantFrom(
    'Ana Price',
    'Urban Rich',
    "Siobhán O'Brien-Hall",
    'José "Pepe" Núñez',
    'churn rookie',
    'help',
    'Dr. Will Banks Jr.',
    '李 小龙',
  ),
);

function changesOf(dataset: Dataset): fc.Arbitrary<unknown> {
  const change = fc.constantFrom(...attributesOfKind(dataset, 'metric')).chain(([metric, { range, whole }]) => {
    const value = whole ? fc.integer({ min: range[0], max: range[1] }) : hundredths(range);
    return value.map((to) => ({ metric, value: to }));
  });
  return fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ({ metric }) => metric });
}

/** Up to four filters on different attributes; two bounds on one metric only where they leave room between them. */
function filtersOf(dataset: Dataset): fc.Arbitrary<Filter[]> {
  const single = fc
    .constantFrom(...Object.entries(dataset.attributes))
    .chain(([field, attribute]): fc.Arbitrary<Filter[]> => {
      switch (attribute.kind) {
        case 'segment':
        case 'text':
          return valuesOf(attribute.values).map((values) => [{ field, op: 'in', values }]);
        case 'list':
          return valuesOf(attribute.values).map((values) => [{ field, op: 'has', values }]);
        case 'time':
          return timeFilters(field);
        case 'metric':
          return numberFilters(field, attribute.range);
        default:
          return fc.constant([]);
      }
    });
  return fc
    .uniqueArray(single, { maxLength: 4, selector: ([first]) => first?.field ?? '' })
    .map((groups) => groups.flat());
}

const valuesOf = (values: Readonly<Record<string, unknown>>): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...Object.keys(values)), { minLength: 1 });

function timeFilters(field: string): fc.Arbitrary<Filter[]> {
  const dates = fc
    .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  return fc.oneof(
    fc
      .record({ op: fc.constantFrom('since' as const, 'before' as const), value: dates })
      .map((rest) => [{ field, ...rest }]),
    fc
      .record({
        op: fc.constantFrom('withinDays' as const, 'olderThanDays' as const),
        value: fc.integer({ min: 0, max: 36_500 }),
      })
      .map((rest) => [{ field, ...rest }]),
  );
}

function numberFilters(field: string, range: readonly [number, number]): fc.Arbitrary<Filter[]> {
  const value = fc.oneof(fc.integer({ min: range[0], max: range[1] }), hundredths(range));
  const one = fc
    .record({ op: fc.constantFrom(...comparisonOperators), value })
    .map((rest): Filter[] => [{ field, ...rest }]);
  const between = fc.tuple(value, value).map(([left, right]): Filter[] => [
    { field, op: '>=', value: Math.min(left, right) },
    { field, op: '<=', value: Math.max(left, right) },
  ]);
  return fc.oneof(one, between);
}

const hundredths = ([lowest, highest]: readonly [number, number]): fc.Arbitrary<number> =>
  fc.integer({ min: lowest * 100, max: highest * 100 }).map((value) => value / 100);
