import { z } from 'zod';
import { datasetNamed, datasets } from '../catalog/catalog.ts';
import type { Attribute, Dataset } from '../catalog/define-dataset.ts';
import { isGrouping, isValued } from '../catalog/derive/attribute-names.ts';
import { attributeSchema } from '../catalog/derive/item-schema.ts';
import { type Filter, filterSchema, valuesSchema } from './filter.ts';
import { insightChoice, type Operation, operationSchema } from './operations.ts';

export const statistics = ['average', 'median', 'p90', 'total', 'min', 'max'] as const;

/** Why a text did not become a question: the closed list. */
export const unclearReasons = [
  'notUnderstood',
  'ambiguous',
  'incomplete',
  'contradictory',
  'outOfRange',
  'outOfScope',
  'destructive',
] as const;

/** How long a ranking may be, and how long it is when nobody says. */
export const rankingLimit = { default: 10, max: 1000 } as const;

/** How far back a question may look, in days. */
export const longestLookBackDays = 365;

const names = (isWanted: (attribute: Attribute) => boolean): string[] => [
  ...new Set(
    datasets.flatMap((dataset: Dataset) =>
      Object.entries(dataset.attributes).flatMap(([name, attribute]) => (isWanted(attribute) ? [name] : [])),
    ),
  ),
];

const datasetSchema = z.enum(datasets.map((dataset) => dataset.name));
const metricSchema = z.enum(names(({ kind }) => kind === 'metric'));
/** What people can be grouped by: a segment or a tier. */
const groupingSchema = z.enum(names(isGrouping));
const textSchema = z.string().trim().min(1).max(200);
const statisticSchema = z.enum(statistics);

const filters = z.array(filterSchema).max(20);
/** The figures day by day: the last so many days, with today's beside them. */
const over = z.strictObject({ days: z.int().min(1).max(longestLookBackDays) }).optional();
/** The figures beside what they were so many days ago. */
const against = z.strictObject({ daysAgo: z.int().min(1).max(longestLookBackDays) }).optional();
const metrics = z.array(metricSchema).max(6);
const statistic = statisticSchema.optional();

const shapes = {
  /** `metrics: []` asks how many there are. */
  summary: z.strictObject({
    kind: z.literal('summary'),
    dataset: datasetSchema,
    metrics,
    statistic,
    filters,
    over,
    against,
  }),
  breakdown: z.strictObject({
    kind: z.literal('breakdown'),
    dataset: datasetSchema,
    metrics,
    statistic,
    by: groupingSchema,
    filters,
    over,
    against,
  }),
  ranking: z.strictObject({
    kind: z.literal('ranking'),
    dataset: datasetSchema,
    metric: metricSchema,
    order: z.enum(['highest', 'lowest']),
    limit: z.int().min(1).max(rankingLimit.max),
    filters,
  }),
  comparison: z.strictObject({
    kind: z.literal('comparison'),
    dataset: datasetSchema,
    metrics,
    statistic,
    segment: groupingSchema,
    values: valuesSchema.min(2),
    filters,
    over,
    against,
  }),
  profile: z.strictObject({ kind: z.literal('profile'), dataset: datasetSchema, subject: textSchema }),
  /** Without a subject: the newest, or those of the highest risk where `minRisk` is given. */
  insights: z.strictObject({ kind: z.literal('insights'), subject: textSchema.optional(), ...insightChoice }),
  update: z.strictObject({
    kind: z.literal('update'),
    dataset: datasetSchema,
    subject: textSchema,
    changes: z
      .array(z.strictObject({ metric: metricSchema, value: z.number() }))
      .min(1)
      .max(10),
  }),
  help: z.strictObject({ kind: z.literal('help') }),
};

/** The intents that can be carried out, and so be offered as a suggestion or carried by a button. */
const clearIntentSchema = z
  .union([
    operationSchema,

    shapes.summary,
    shapes.breakdown,
    shapes.ranking,
    shapes.comparison,
    shapes.profile,
    shapes.insights,
    shapes.update,
    shapes.help,
  ])
  .superRefine((intent, context) => {
    for (const message of problemsOf(intent)) context.addIssue({ code: 'custom', message });
  });
export type ClearIntent = z.infer<typeof clearIntentSchema>;

const unclearSchema = z.strictObject({
  kind: z.literal('unclear'),
  reason: z.enum(unclearReasons),
  /** What stood in the way, in the asker's own word or ours: "wibble", "NPS runs from 0 to 100". */
  detail: z.string().max(300).optional(),
  suggestions: z.array(clearIntentSchema).max(4),
});

/**
 * What a text means: the one form that slash text, plain questions, buttons and selects all become.
 *
 * Checked against the catalogue: fields, values and ranges exist and belong to the dataset.
 */
export const intentSchema = z.union([clearIntentSchema, unclearSchema]);
export type Intent = z.infer<typeof intentSchema>;
export type Statistic = z.infer<typeof statisticSchema>;
export type UnclearReason = (typeof unclearReasons)[number];
/** An intent about the members of one dataset. */
export type MemberIntent = Exclude<ClearIntent, { kind: 'help' | 'operation' | 'insights' }>;
export type IntentOfKind<Kind extends Intent['kind']> = Extract<Intent, { kind: Kind }>;

type ShapedIntent = Operation | z.infer<(typeof shapes)[keyof typeof shapes]>;

function problemsOf(intent: ShapedIntent): string[] {
  if (intent.kind === 'help') return [];
  if (intent.kind === 'insights') return problemsOfChoice(intent);
  if (intent.kind === 'operation') return intent.name === 'watch' ? problemsOfChoice(intent.arguments) : [];
  const dataset = datasetNamed(intent.dataset);
  const problems: string[] = [];
  const requireMetric = (name: string): void => {
    if (dataset.attributes[name]?.kind !== 'metric') problems.push(`${dataset.name} has no metric ${name}`);
  };
  if ('metrics' in intent) for (const metric of intent.metrics) requireMetric(metric);
  if (intent.kind === 'ranking') requireMetric(intent.metric);
  if (intent.kind === 'breakdown' && !isGrouping(dataset.attributes[intent.by])) {
    problems.push(`${dataset.name} cannot be grouped by ${intent.by}`);
  }
  if (intent.kind === 'comparison') {
    problems.push(...problemsOfFilter(dataset, { field: intent.segment, op: 'in', values: intent.values }));
    if (new Set(intent.values).size < intent.values.length) problems.push('a comparison needs different values');
  }
  if (intent.kind === 'update') {
    for (const { metric, value } of intent.changes) {
      requireMetric(metric);
      const attribute = dataset.attributes[metric];
      if (attribute !== undefined && !attributeSchema(attribute).safeParse(value).success) {
        problems.push(`${metric} cannot be ${value}`);
      }
    }
  }
  if ('filters' in intent) for (const filter of intent.filters) problems.push(...problemsOfFilter(dataset, filter));
  return problems;
}

/** Filters are about members, so that it must be known of which dataset. */
function problemsOfChoice({
  dataset,
  filters: of,
}: {
  dataset?: string | undefined;
  filters: readonly Filter[];
}): string[] {
  if (of.length === 0) return [];
  if (dataset === undefined) return ['filters need a dataset'];
  return of.flatMap((filter) => problemsOfFilter(datasetNamed(dataset), filter));
}

function problemsOfFilter(dataset: Dataset, filter: Filter): string[] {
  const attribute = dataset.attributes[filter.field];
  const fits = {
    in: isGrouping(attribute),
    has: attribute?.kind === 'list',
    time: attribute?.kind === 'time',
  };
  switch (filter.op) {
    case 'in':
    case 'has': {
      if (!fits[filter.op]) return [`${dataset.name} has no values of ${filter.field} to choose from`];
      const known = isValued(attribute) ? attribute.values : {};
      return filter.values
        .filter((value) => !Object.hasOwn(known, value))
        .map((value) => `${filter.field} has no value ${value}`);
    }
    case 'since':
    case 'before':
    case 'withinDays':
    case 'olderThanDays':
      return fits.time ? [] : [`${dataset.name} has no time ${filter.field}`];
    default: {
      if (attribute?.kind !== 'metric') return [`${dataset.name} has no metric ${filter.field}`];
      const [lowest, highest] = attribute.range;
      return filter.value >= lowest && filter.value <= highest
        ? []
        : [`${filter.field} runs from ${lowest} to ${highest}`];
    }
  }
}
