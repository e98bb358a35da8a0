import { format } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';
import { AppError } from './errors/app-error.ts';

export type Log = Logger;

interface LogOptions {
  readonly level: string;
  /** Values that are blotted out wherever they turn up. */
  readonly secrets?: readonly string[];
  /** Where the lines go; standard output when left out. */
  readonly destination?: DestinationStream;
}

/** Keys of Slack's payloads, our config and people's records whose values no line may hold. */
const secretKeys = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  'cookie',
  'email',
  'phone',
  'response_url',
  'responseUrl',
  'response_urls',
  'trigger_id',
];

const blot = '[removed]';

/** What a secret or a personal attribute looks like when it is part of a longer text. */
const secretPatterns = [
  /\bx(?:ox[a-z]|app)[-.][\w.%-]+/gi,
  /https?:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"'\\)]+/gi,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?:\+\d{1,3}[\s.-]?)?\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b(?:\s?x\d+)?/g,
];

/**
 * The text without tokens, Slack's reply addresses, e-mail addresses and phone numbers.
 *
 * The last gate before a line is written; nothing should be logged in the trust that it will catch it.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, blot), text);
  return secretPatterns.reduce((rest, pattern) => rest.replace(pattern, blot), known);
}

/** The log: one JSON object a line, each one scrubbed, with a child a request that carries the request's id. */
export function createLog({ level, secrets = [], destination = pino.destination(1) }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: blot },
      hooks: { streamWrite: (line) => scrub(line, secrets) },
    },
    destination,
  );
}

/** The parts of an error that may be in a line: no payload, header or response that hangs on it. */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    ...(error instanceof AppError ? { retryable: error.retryable, details: error.details } : {}),
    ...(depth === 0 ? { stack: error.stack } : {}),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

/**
 * Our log in the shape that Slack's packages write to.
 *
 * Their debug lines hold whole requests and messages, so those are dropped at any level.
 */
export function toSlackLogger(log: Log): SlackLogger {
  const words = (parts: unknown[]): string =>
    format(...parts.map((part) => (part instanceof Error ? `${part.name}: ${part.message}` : shortly(part))));
  return {
    debug: () => undefined,
    info: (...parts) => log.debug(words(parts)),
    warn: (...parts) => log.warn(words(parts)),
    error: (...parts) => log.error(words(parts)),
    setLevel: () => undefined,
    getLevel: () => 'info',
    setName: () => undefined,
  };
}

/** Structurally the `Logger` of `@slack/logger`, which this file must not load for those who do not talk to Slack. */
export interface SlackLogger {
  debug(...parts: unknown[]): void;
  info(...parts: unknown[]): void;
  warn(...parts: unknown[]): void;
  error(...parts: unknown[]): void;
  setLevel(level: string): void;
  getLevel(): 'info';
  setName(name: string): void;
}

function shortly(part: unknown): string {
  return typeof part === 'string' ? part.slice(0, 500) : `[${typeof part}]`;
}
