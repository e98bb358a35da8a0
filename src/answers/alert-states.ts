import { AppError } from '../errors/app-error.ts';
import type { Alert, AlertDesk } from '../insights/alert.ts';

/** What has become of the alerts of some insights: a word each, by the alert's id. */
export type AlertStates = ReadonlyMap<string, string>;

/** What stands for an alert that is not known: it was never raised, or is not kept any more. */
export const unknownState = '–';

/**
 * How the alerts stand now; undefined where that is not kept, or cannot be read just now.
 *
 * Each is one read, and all are read at once: for as many as one answer lists.
 *
 * @param now epoch milliseconds
 */
export async function alertStates(
  alertIds: readonly string[],
  desk: Pick<AlertDesk, 'find'> | undefined,
  now: number,
): Promise<AlertStates | undefined> {
  if (desk === undefined) return undefined;
  try {
    const alerts = await Promise.all(alertIds.map((id) => desk.find(id)));
    return new Map(alertIds.map((id, at) => [id, stateWords(alerts[at], now)]));
  } catch (error) {
    // What was noticed is worth showing without it.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** A snooze that is over has nobody's care any more, but for that of the owner. */
function stateWords(alert: Alert | undefined, now: number): string {
  if (alert === undefined) return unknownState;
  const { status, snoozed, owner } = alert;
  if (status !== 'snoozed' || snoozed === undefined || Date.parse(snoozed.until) > now) return status;
  return owner === undefined ? 'open' : 'acknowledged';
}
