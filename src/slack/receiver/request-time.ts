const toleranceSeconds = 5 * 60;

/**
 * Whether a request says that it was sent more than five minutes from now.
 *
 * A missing or unreadable time is left to the signature check, which refuses it.
 *
 * @param timestamp Slack's header, in seconds since 1970
 */
export function isAheadOfTime(timestamp: string | readonly string[] | undefined, nowMs: number = Date.now()): boolean {
  return typeof timestamp === 'string' && Number(timestamp) > nowMs / 1000 + toleranceSeconds;
}
