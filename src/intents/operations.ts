import { z } from 'zod';
import { datasets } from '../catalog/catalog.ts';
import { predictionTypes } from '../catalog/datasets/insights.ts';
import { filterSchema } from './filter.ts';

const commandSchema = z.string().regex(/^\/\S/u).max(600);

/** Which insights are meant: all that is given must hold. Filters are about the members of the dataset. */
export const insightChoice = {
  predictionType: z.enum(predictionTypes).optional(),
  /** Risk scores above this. */
  minRisk: z.number().min(0).max(100).optional(),
  dataset: z.enum(datasets.map((dataset) => dataset.name)).optional(),
  filters: z.array(filterSchema).max(20),
} as const;

/**
 * What can be asked of Vitals that is no question about data, each with its arguments: the closed list.
 */
export const operationSchema = z.discriminatedUnion('name', [
  z.strictObject({
    kind: z.literal('operation'),
    /** How Vitals itself is used, by day: questions, share understood, fallbacks, tokens, cost. For admins. */
    name: z.literal('usage'),
    arguments: z.strictObject({ days: z.int().min(1).max(90) }),
  }),
  z.strictObject({
    kind: z.literal('operation'),
    /** Which groups pull a figure away from the fleet's. */
    name: z.literal('why'),
    /** The slash command that asks for the figure. */
    arguments: z.strictObject({ of: commandSchema }),
  }),
  z.strictObject({
    kind: z.literal('operation'),
    /** To be told of insights in a channel from now on. */
    name: z.literal('watch'),
    arguments: z.strictObject({
      ...insightChoice,
      /** Slack's id of the channel, or its name without "#"; the channel where it was asked when left out. */
      channel: z.string().min(1).max(80).optional(),
    }),
  }),
  z.strictObject({
    kind: z.literal('operation'),
    /** Which watches and digests there are, to edit or remove them. */
    name: z.literal('watches'),
    arguments: z.strictObject({}),
  }),
  z.strictObject({
    kind: z.literal('operation'),
    /** What became of the alerts, by prediction type: how many were useful and how many recovered. */
    name: z.literal('outcomes'),
    arguments: z.strictObject({ days: z.int().min(1).max(365) }),
  }),
  z.strictObject({
    kind: z.literal('operation'),
    /** What the last days brought; with a plan: to have that in a channel from now on. */
    name: z.literal('digest'),
    arguments: z.strictObject({
      days: z.int().min(1).max(31),
      plan: z
        .strictObject({
          every: z.enum(['day', 'week']),
          /** Local time, `HH:MM`. */
          at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u),
          /** 1 is Monday; for a weekly one. */
          weekday: z.int().min(1).max(7).optional(),
          channel: z.string().min(1).max(80).optional(),
        })
        .optional(),
    }),
  }),
]);
export type Operation = z.infer<typeof operationSchema>;
/** Which insights are meant, as a question for them and a watch both say it. */
export type InsightChoice = Omit<Extract<Operation, { name: 'watch' }>['arguments'], 'channel'>;

/** How many days of use are shown when nobody says. */
export const defaultUsageDays = 7;
/** How many days of outcomes are shown when nobody says. */
export const defaultOutcomeDays = 90;

interface OperationWords {
  readonly name: Operation['name'];
  /** What people type for it, whole: lower case, without end marks. */
  readonly phrases: readonly string[];
}

/** The words for each operation, for the grammar and the help. */
export const operationWords: readonly OperationWords[] = [
  {
    name: 'usage',
    phrases: ['usage', 'vitals usage', 'usage stats', 'usage statistics', 'usage report', 'your usage'],
  },
  {
    name: 'why',
    phrases: [
      'why',
      'how come',
      'explain',
      'what drives',
      'what is behind',
      "what's behind",
      'reason for',
      'reasons for',
      'reason',
      'reasons',
      'the reason',
      'what is the reason',
      "what's the reason",
    ],
  },
];
