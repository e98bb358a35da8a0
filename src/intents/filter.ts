import { z } from 'zod';

export const comparisonOperators = ['<', '<=', '>', '>=', '='] as const;

const fieldSchema = z.string().min(1).max(80);
export const valuesSchema = z.array(z.string().min(1).max(80)).min(1).max(20);

/** One condition on the members of a dataset; of several, all must hold. */
export const filterSchema = z.discriminatedUnion('op', [
  z.strictObject({ field: fieldSchema, op: z.literal('in'), values: valuesSchema }),
  z.strictObject({ field: fieldSchema, op: z.literal('has'), values: valuesSchema }),
  z.strictObject({ field: fieldSchema, op: z.enum(comparisonOperators), value: z.number() }),
  z.strictObject({ field: fieldSchema, op: z.enum(['since', 'before']), value: z.iso.date() }),
  z.strictObject({
    field: fieldSchema,
    op: z.enum(['withinDays', 'olderThanDays']),
    value: z.int().min(0).max(36_500),
  }),
]);
export type Filter = z.infer<typeof filterSchema>;
