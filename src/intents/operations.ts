import { z } from 'zod';

const commandSchema = z.string().regex(/^\/\S/u).max(600);

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
]);
export type Operation = z.infer<typeof operationSchema>;

/** How many days of use are shown when nobody says. */
export const defaultUsageDays = 7;

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
