import { z } from 'zod';
import type { ActedBy, Alert, OutcomeSummary } from './alert.ts';
import type { Reason } from './alert-facts.ts';
import { zoneSchema } from './routing/local-time.ts';

/** When a channel gets its digest. */
export const digestPlanSchema = z.strictObject({
  channel: z.string(),
  every: z.enum(['day', 'week']),
  /** Local time, `HH:MM`. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u),
  /** For a weekly one: 1 is Monday, 7 Sunday. */
  weekday: z.int().min(1).max(7).optional(),
  /** IANA zone. */
  zone: zoneSchema,
  createdBy: z.string().optional(),
});
export type DigestPlan = Readonly<z.infer<typeof digestPlanSchema>>;

/** Someone whose attention metric moved most within the period. */
export interface Mover {
  readonly dataset: string;
  readonly entityId: string;
  readonly name: string;
  readonly reason: Reason;
}

/** What a period brought. Times are ISO texts; money in US dollars a year. */
export interface Digest {
  readonly from: string;
  readonly to: string;
  /** Those who moved most, worst first, at most 5 a direction. */
  readonly movers: { readonly worse: readonly Mover[]; readonly better: readonly Mover[] };
  /** The alerts that fired within the period, by revenue at risk; the first 10, and how many there are. */
  readonly fired: { readonly total: number; readonly first: readonly Alert[] };
  readonly resolved: { readonly total: number; readonly first: readonly Alert[] };
  /** Over all alerts that are not resolved now. */
  readonly moneyAtRisk: number;
  readonly unresolved: number;
  /** New alerts by day of the period, for the chart: ISO date and count, every day once. */
  readonly byDay: readonly { readonly day: string; readonly fired: number; readonly resolved: number }[];
  readonly outcomes: readonly OutcomeSummary[];
}

/** All of it throws `repository.*`. */
export interface Digests {
  /**
   * The digest of the days before a time, which is now when left out. Of one that is long over nobody can tell any
   * more who moved.
   *
   * @param options.until ISO time
   */
  digest(options: { readonly days: number; readonly until?: string | undefined }): Promise<Digest>;
  /** Whether the channel was sent a digest of a later time, so that one that still waits is of no use. */
  isOutdated(digest: { readonly channel: string; readonly until: string }): Promise<boolean>;
  plans(): Promise<readonly DigestPlan[]>;
  /** One plan a channel: a second one replaces the first. Who made or removed one is in the audit. */
  savePlan(plan: DigestPlan, by: ActedBy): Promise<void>;
  removePlan(channel: string, by: ActedBy): Promise<boolean>;
}
