import { z } from 'zod';
import { datasets } from '../catalog/catalog.ts';
import { predictionTypes } from '../catalog/datasets/insights.ts';
import { zoneSchema } from './routing/local-time.ts';

/** Which alerts a route takes: all that is given must hold. */
export const matchersSchema = z.strictObject({
  predictionTypes: z.array(z.enum(predictionTypes)).min(1).optional(),
  /** Risk scores above this, 0 to 100. */
  aboveRisk: z.number().min(0).max(100).optional(),
  dataset: z.enum(datasets.map(({ name }) => name)).optional(),
  /** Segment values by segment name; any of the values of each. `entity_type` is one of them. */
  segments: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  /** Slack user id of the alert's owner. */
  owner: z.string().optional(),
});
export type Matchers = Readonly<z.infer<typeof matchersSchema>>;

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);

export const quietHoursSchema = z.strictObject({
  /** Local times; `from` later than `to` spans midnight. */
  from: localTime,
  to: localTime,
  /** IANA zone, such as `Europe/Berlin`. */
  zone: zoneSchema,
});

/** A time later than a year from now is a slip, and one beyond the calendar would stop whatever it is reckoned for. */
const longestMs = 366 * 86_400_000;
const duration = (leastMs: number) => z.int().min(leastMs).max(longestMs);

/** By what alerts of one route are put together in one message. */
export const groupLabels = ['predictionType', 'dataset', 'owner'] as const;

/**
 * A way from alerts to a channel, in Alertmanager's words. Durations in milliseconds.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#route
 */
export const routeSchema = z.strictObject({
  routeId: z.string(),
  /** What people call it. */
  name: z.string().max(200),
  /** Slack id of the channel. */
  channel: z.string(),
  matchers: matchersSchema,
  /** Label names, or `segment:<name>` for a segment of the member. */
  groupBy: z.array(z.string()),
  groupWaitMs: duration(0),
  groupIntervalMs: duration(1000),
  /** How long an open alert that nobody acknowledged stays silent before it is told again. */
  repeatIntervalMs: duration(60_000),
  quietHours: quietHoursSchema.optional(),
  /** Who is told when nobody has acknowledged for so long: channels or people, one after the other. */
  escalation: z.strictObject({ afterMs: duration(60_000), targets: z.array(z.string()).max(5) }).optional(),
  /** Nothing is told on this route before this ISO time. */
  pausedUntil: z.iso.datetime().optional(),
  /** Slack user id of whoever made it; absent for the route of the configuration. */
  createdBy: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
});
export type Route = Readonly<z.infer<typeof routeSchema>>;

/**
 * The watches that people made: routes of their own, kept in the state table. An alert goes to every watch that
 * takes it; the route of the configuration takes what no watch took. All of it throws `repository.*`.
 */
export interface Watches {
  list(): Promise<readonly Route[]>;
  find(routeId: string): Promise<Route | undefined>;
  /** Adds a watch, or replaces the one of that id; recorded in the audit. */
  save(
    route: Route,
    by: { readonly userId: string; readonly teamId: string; readonly requestId: string; readonly via: string },
  ): Promise<void>;
  /** Whether there was one. */
  remove(
    routeId: string,
    by: { readonly userId: string; readonly teamId: string; readonly requestId: string; readonly via: string },
  ): Promise<boolean>;
}

/** Alerts that are not told while it lasts, in Alertmanager's sense: they are kept, and told when it is over. */
export const silenceSchema = z.strictObject({
  silenceId: z.string(),
  /** Which alerts; all of them when none is given. */
  matchers: matchersSchema,
  /** ISO time. */
  until: z.iso.datetime(),
  comment: z.string().max(500).optional(),
  /** Slack user id. */
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type Silence = Readonly<z.infer<typeof silenceSchema>>;

/**
 * The silences that people made. An alert that one of them takes is neither told nor told again while it lasts; one
 * that is still open when it is over, or was removed, is told then. All of it throws `repository.*`.
 */
export interface Silences {
  /** Those that last, the one that is over first first. */
  list(): Promise<readonly Silence[]>;
  /**
   * Adds a silence, or replaces the one of that id; recorded in the audit.
   *
   * @throws {AppError} `input.invalid` when it ends in the past, or more than a year from now
   */
  save(
    silence: Silence,
    by: { readonly userId: string; readonly teamId: string; readonly requestId: string; readonly via: string },
  ): Promise<void>;
  /** Whether there was one. */
  remove(
    silenceId: string,
    by: { readonly userId: string; readonly teamId: string; readonly requestId: string; readonly via: string },
  ): Promise<boolean>;
}
