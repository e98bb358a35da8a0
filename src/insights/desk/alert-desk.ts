import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Outbox } from '../../delivery/outbox.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { AuditLog } from '../../state/audit-log.ts';
import { writeTogether } from '../../state/write-together.ts';
import type { ActedBy, ActionResult, AlertDesk } from '../alert.ts';
import { puttingUnresolved } from '../routing/alert-pointers.ts';
import { findAlert, puttingAlert } from '../routing/stored-alert.ts';
import { puttingTouch } from '../routing/touched.ts';
import { type AlertAction, acknowledging, assigningTo, judging, snoozingUntil } from './alert-actions.ts';
import { readGroupView } from './group-view.ts';
import { readOutcomes } from './outcomes.ts';
import { readUnresolved, unresolvedLike } from './unresolved-alerts.ts';

interface AlertDeskOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly auditLog: Pick<AuditLog, 'noting'>;
  readonly outbox: Pick<Outbox, 'putting' | 'nudge'>;
  /** Called when messages are to show what was done: wakes a router in the same process. */
  readonly onTouched?: () => void;
  readonly log: Log;
  readonly now?: () => Date;
}

const mostUnresolved = 1_000;
const mostTries = 8;
const alertsAtOnce = 5;
const longestSnoozeMs = 366 * 86_400_000;

/** The desk, on whichever instance a person reaches: it changes the alert, and leaves word for the leader. */
export function createAlertDesk(options: AlertDeskOptions): AlertDesk {
  const { client, tableName, auditLog, outbox, onTouched = () => undefined, log, now = () => new Date() } = options;
  const table = { client, tableName };

  async function act(
    name: string,
    alertId: string,
    by: ActedBy,
    action: AlertAction,
    { isForClosed = false }: { readonly isForClosed?: boolean } = {},
  ): Promise<ActionResult> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const stored = await findAlert(table, alertId, now());
      if (stored === undefined) return { outcome: 'gone' };
      const isResolved = stored.alert.status === 'resolved';
      if (isResolved && !isForClosed) return { outcome: 'closed' };
      const plan = action(stored, { tableName, outbox, by, now: now() });
      if (plan === undefined) return { outcome: 'done', alert: stored.alert };
      const at = now().toISOString();
      const { userId, teamId, requestId, via } = by;
      const note = { at, userId, teamId, requestId, via, action: name, subject: `alert#${alertId}` };
      const write = await writeTogether(
        client,
        [
          puttingAlert(tableName, plan.stored),
          ...(isResolved ? [] : [puttingUnresolved(tableName, plan.stored.alert)]),
          ...plan.items,
          auditLog.noting({ ...note, details: plan.details }),
          puttingTouch(tableName, alertId, at),
        ],
        { tableName, operation: name },
      );
      if (write.written) {
        log.info({ alertId, action: name, requestId }, 'an alert was acted on');
        onTouched();
        outbox.nudge();
        return { outcome: 'done', alert: plan.stored.alert };
      }
    }
    throw new AppError('repository.throttled', 'others keep writing to the same alert', { retryable: true });
  }

  return {
    async find(alertId) {
      return (await findAlert(table, alertId, now()))?.alert;
    },
    acknowledge: (alertId, by) => act('acknowledge', alertId, by, acknowledging),
    assign: (alertId, owner, by) => act('assign', alertId, by, assigningTo(owner)),
    async snooze(alertId, until, by) {
      return act('snooze', alertId, by, snoozingUntil(requireSoon(until, now())));
    },
    giveFeedback: (alertId, isUseful, by) => act('feedback', alertId, by, judging(isUseful), { isForClosed: true }),
    async acknowledgeGroup(groupId, by) {
      const view = await readGroupView(table, groupId, now());
      const open = (view?.members ?? []).filter(({ status }) => status === 'open');
      let count = 0;
      for (let start = 0; start < open.length; start += alertsAtOnce) {
        const results = await Promise.all(
          open
            .slice(start, start + alertsAtOnce)
            .map(({ facts }) => act('acknowledge', facts.alertId, by, acknowledging)),
        );
        count += results.filter(({ outcome }) => outcome === 'done').length;
      }
      return count;
    },
    unresolved: ({ limit = mostUnresolved, ...query } = {}) =>
      readUnresolved(table, query, { limit: Math.min(limit, mostUnresolved), now: now() }),
    countUnresolved: async (query = {}) => (await unresolvedLike(table, query)).length,
    group: (groupId) => readGroupView(table, groupId, now()),
    outcomes: ({ days }) => readOutcomes(table, { days, now: now() }),
  };
}

/** The time as ISO text with milliseconds. @throws {AppError} `input.invalid` */
function requireSoon(until: string, now: Date): string {
  const ms = Date.parse(until);
  if (ms > now.getTime() && ms - now.getTime() <= longestSnoozeMs) return new Date(ms).toISOString();
  throw new AppError('input.invalid', 'a snooze ends later than now, and within a year', { details: { until } });
}
