import { z } from 'zod';
import { datasets } from './catalog/catalog.ts';

/** Where and how alerts are told that no watch takes, and when the daily work is done. */
export interface AlertsConfig {
  /** Slack id of the channel for what no watch takes; without it such alerts are kept and shown, but not posted. */
  readonly channel?: string;
  /** Alerts for that channel have a risk score above this. */
  readonly aboveRisk: number;
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  readonly quietHours?: { readonly from: string; readonly to: string };
  /** Channels or people who are told, one after the other, what nobody has acknowledged for so long. */
  readonly escalation?: { readonly afterMs: number; readonly targets: readonly string[] };
  /** After how long without a sign of life another instance takes over what one alone may do. */
  readonly leaseMs: number;
  /** The datasets whose changes a Lambda function applies the rules to, so that the app does not. */
  readonly lambdaRules: readonly string[];
  /** IANA zone of all local times. */
  readonly zone: string;
  /** Local time of the nightly sweep, `HH:MM`. */
  readonly sweepAt: string;
  readonly digest?: {
    readonly channel: string;
    readonly every: 'day' | 'week';
    readonly at: string;
    /** 1 is Monday. */
    readonly weekday?: number;
  };
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const conversation = z.string().regex(/^[CGD][A-Z0-9]{2,}$/, 'needs the id of a channel, like C012AB3CD');
const targetAdvice = 'needs ids of channels or people, separated by commas';
const target = z.string().regex(/^[CGDUW][A-Z0-9]{2,}$/, targetAdvice);
const minutes = (most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'needs a number')
    .transform(Number)
    .pipe(z.number().max(most, `needs a number up to ${most}`));
const localTime = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'needs a time of day like 03:00');

/** Each environment variable of this part, checked. */
export const alertSettings = {
  ALERT_CHANNEL: conversation.optional(),
  ALERT_MIN_RISK: minutes(100).default(70),
  ALERT_GROUP_WAIT_SECONDS: minutes(3600).default(0),
  ALERT_GROUP_INTERVAL_SECONDS: minutes(86_400).pipe(z.number().min(1, 'needs a number from 1 on')).default(50),
  ALERT_REPEAT_HOURS: minutes(8760).pipe(z.number().min(1, 'needs a number from 1 on')).default(24),
  ALERT_ESCALATE_MINUTES: minutes(43_200).pipe(z.number().min(1, 'needs a number from 1 on')).default(60),
  ALERT_ESCALATE_TO: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
    .pipe(z.array(target, targetAdvice).max(5, 'takes up to five targets'))
    .default([]),
  ALERT_QUIET_HOURS: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'needs two times of day like 22:00-07:00')
    .optional(),
  LEASE_SECONDS: minutes(300).pipe(z.number().min(2, 'needs a number from 2 on')).default(10),
  LAMBDA_RULES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))
    .pipe(
      z.array(
        z.enum(
          datasets.map(({ name }) => name),
          'needs names of datasets, separated by commas',
        ),
      ),
    )
    .default([]),
  VITALS_TIME_ZONE: z.string().refine(isZone, 'needs a time zone like Europe/Berlin').default('UTC'),
  SWEEP_AT: localTime.default('03:00'),
  DIGEST_CHANNEL: conversation.optional(),
  DIGEST_AT: z
    .string()
    .toLowerCase()
    .regex(
      new RegExp(`^((${weekdays.join('|')}) )?([01]?\\d|2[0-3]):[0-5]\\d$`),
      'needs a time of day like 09:00, or a day and a time like monday 09:00',
    )
    .default('monday 09:00'),
} as const;

const settingsSchema = z.object(alertSettings);

export function alertsConfig(from: z.infer<typeof settingsSchema>): AlertsConfig {
  const { ALERT_CHANNEL: channel, ALERT_QUIET_HOURS: quiet, ALERT_ESCALATE_TO: targets, DIGEST_CHANNEL } = from;
  const [quietFrom = '', quietTo = ''] = quiet?.split('-') ?? [];
  return {
    ...(channel === undefined ? {} : { channel }),
    aboveRisk: from.ALERT_MIN_RISK,
    groupWaitMs: Math.round(from.ALERT_GROUP_WAIT_SECONDS * 1000),
    groupIntervalMs: Math.round(from.ALERT_GROUP_INTERVAL_SECONDS * 1000),
    repeatIntervalMs: Math.round(from.ALERT_REPEAT_HOURS * 3_600_000),
    ...(quiet === undefined ? {} : { quietHours: { from: quietFrom, to: quietTo } }),
    ...(targets.length === 0
      ? {}
      : { escalation: { afterMs: Math.round(from.ALERT_ESCALATE_MINUTES * 60_000), targets } }),
    leaseMs: Math.round(from.LEASE_SECONDS * 1000),
    lambdaRules: from.LAMBDA_RULES,
    zone: from.VITALS_TIME_ZONE,
    sweepAt: padded(from.SWEEP_AT),
    ...(DIGEST_CHANNEL === undefined ? {} : { digest: { channel: DIGEST_CHANNEL, ...digestTime(from.DIGEST_AT) } }),
  };
}

function digestTime(text: string): Omit<NonNullable<AlertsConfig['digest']>, 'channel'> {
  const [first = '', second] = text.split(' ');
  if (second === undefined) return { every: 'day', at: padded(first) };
  return { every: 'week', at: padded(second), weekday: weekdays.indexOf(first as (typeof weekdays)[number]) + 1 };
}

const padded = (time: string): string => time.padStart(5, '0');

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
