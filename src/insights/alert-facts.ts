import { z } from 'zod';
import { datasets } from '../catalog/catalog.ts';
import { predictionTypes } from '../catalog/datasets/insights.ts';

/** One reason for a risk score: the figure that speaks, and how it moved. All of it is from the record. */
export const reasonSchema = z.strictObject({
  metric: z.string(),
  /** In the metric's unit. */
  value: z.number(),
  /** What the metric was before, and how long ago in days; `days` 0 is the step that was just made. */
  before: z.strictObject({ value: z.number(), days: z.int().min(0) }).optional(),
  /** The value that it crossed, where the reason is a crossing. */
  threshold: z.number().optional(),
});
export type Reason = Readonly<z.infer<typeof reasonSchema>>;

/**
 * What a rule found about one member, complete with its insight: all that routing and messages need, so that
 * neither reads the dataset again.
 */
export const alertFactsSchema = z.strictObject({
  /** `{prediction_type}_{entity_id}_{epoch milliseconds}`, as in the insights table. */
  alertId: z.string(),
  /** One a prediction type and member: the same trouble again is the same fingerprint. */
  fingerprint: z.string(),
  /** The insight's sort key in its table: ISO time with milliseconds. */
  at: z.iso.datetime(),
  dataset: z.enum(datasets.map(({ name }) => name)),
  entityId: z.string(),
  /** The member's name, where the dataset has names; else the id. */
  name: z.string(),
  predictionType: z.enum(predictionTypes),
  /** 0 to 100, whole. */
  riskScore: z.int().min(0).max(100),
  /** The metric that the alert is about, as it is now and how it moved: the headline "82, +17 in 7 days". */
  headline: reasonSchema,
  reasons: z.array(reasonSchema),
  /** US dollars a year; absent where the dataset knows none. */
  moneyAtRisk: z.number().optional(),
  /** The member's segments by name: `{experienceLevel: 'rookie', …}`. */
  segments: z.record(z.string(), z.string()),
  explanation: z.string(),
  recommendations: z.array(z.string()),
  modelUsed: z.string(),
  /** Found with so many others, of members who are new to us, that it is kept without being told. */
  firstLook: z.literal(true).optional(),
});
export type AlertFacts = Readonly<z.infer<typeof alertFactsSchema>>;

const figuresOfAlert = {
  alertId: z.string(),
  at: z.iso.datetime(),
  riskScore: z.int().min(0).max(100),
  headline: reasonSchema,
  reasons: z.array(reasonSchema),
  moneyAtRisk: z.number().optional(),
};

/**
 * What detection tells routing, in order, through the intake of the state table.
 *
 * `changed`: the trouble goes on and its figures moved. `resolved`: the condition does not hold any more. `reopened`:
 * it holds again so soon after it was resolved that it is the same alert, which is open again without being news.
 */
export const alertEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fired'), facts: alertFactsSchema }),
  z.strictObject({ kind: z.literal('changed'), ...figuresOfAlert }),
  z.strictObject({ kind: z.literal('resolved'), alertId: z.string(), at: z.iso.datetime(), headline: reasonSchema }),
  z.strictObject({ kind: z.literal('reopened'), ...figuresOfAlert }),
]);
export type AlertEvent = Readonly<z.infer<typeof alertEventSchema>>;
