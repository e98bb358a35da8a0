import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { AppError } from '../../errors/app-error.ts';

/** What Slack answers when the fault is its own and passes. */
const passing: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/**
 * A failed call to Slack as one of our errors: `slack.rejected` with Slack's own code in `details.error`,
 * `slack.rate_limited` with `details.retryAfterSeconds`, or `slack.unavailable`.
 */
export function translateSlackError(cause: unknown): unknown {
  if (cause instanceof WebAPIRateLimitedError) return rateLimited(cause.retryAfter, cause);
  if (cause instanceof WebAPIHTTPError) return fromStatus(cause.statusCode, '', cause);
  if (cause instanceof WebAPIRequestError) return unavailable({ reason: 'no connection or no reply in time' }, cause);
  if (cause instanceof WebAPIPlatformError) {
    return fromCode(cause.data.error, cause, cause.data.response_metadata?.messages);
  }
  if (cause instanceof Error && cause.message.startsWith('Retry header')) return rateLimited(undefined, cause);
  return cause;
}

/** The error of a reply to a `response_url`, which speaks in statuses and in bodies that may be JSON. */
export function fromStatus(status: number, body: string, cause?: unknown): AppError {
  if (status >= 500 && codeIn(body) === undefined) return unavailable({ status }, cause);
  return fromCode(codeIn(body) ?? `http_${status}`, cause);
}

export function rateLimited(retryAfterSeconds: number | undefined, cause?: unknown): AppError {
  return new AppError('slack.rate_limited', 'Slack asked to slow down', {
    retryable: true,
    details: { retryAfterSeconds: retryAfterSeconds ?? 1 },
    cause,
  });
}

export function unavailable(details: Readonly<Record<string, unknown>>, cause?: unknown): AppError {
  return new AppError('slack.unavailable', 'Slack did not do what was asked', { retryable: true, details, cause });
}

function fromCode(error: string, cause?: unknown, messages?: readonly string[]): AppError {
  if (error === 'ratelimited') return rateLimited(undefined, cause);
  if (passing.has(error)) return unavailable({ error }, cause);
  return new AppError('slack.rejected', `Slack refused the call: ${error}`, {
    details: { error, ...(messages === undefined ? {} : { messages }) },
    cause,
  });
}

function codeIn(body: string): string | undefined {
  if (/^[a-z_]{3,60}$/.test(body)) return body;
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return undefined;
    return typeof parsed.error === 'string' ? parsed.error : undefined;
  } catch {
    return undefined;
  }
}
