import { z } from 'zod';
import { intentSchema, unclearReasons } from '../../src/intents/intent.ts';

/** An unclear intent as far as it is expected: any at all, or one of a reason. */
const expectedUnclearSchema = z.object({ kind: z.literal('unclear'), reason: z.enum(unclearReasons).optional() });

const expectedSchema = z.union([expectedUnclearSchema, intentSchema]);
export type Expected = z.infer<typeof expectedSchema>;

/** A question and what it means. */
export const evalQuestionSchema = z.strictObject({
  text: z.string(),
  surface: z.enum(['slash', 'message']).default('message'),
  command: z.string().optional(),
  context: intentSchema.optional(),
  /** The asker's day; that of the run when left out. */
  today: z.iso.date().optional(),
  expected: expectedSchema,
});
export type EvalQuestion = z.infer<typeof evalQuestionSchema>;
