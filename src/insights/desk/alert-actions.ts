import type { Outbox } from '../../delivery/outbox.ts';
import type { TransactItem } from '../../state/write-together.ts';
import type { ActedBy, Alert } from '../alert.ts';
import type { OutboundContent } from '../outbound-content.ts';
import { outcomeKeyOf, puttingFeedback, puttingOutcome, recoveryDays } from '../routing/outcome-items.ts';
import { droppingSilence, puttingOwner, puttingSilence } from '../routing/silence.ts';
import type { StoredAlert } from '../routing/stored-alert.ts';
import { puttingTimer } from '../routing/timers.ts';

/** What an action makes of an alert. */
export interface ActionPlan {
  readonly stored: StoredAlert;
  /** What else is written with it. */
  readonly items: readonly TransactItem[];
  /** For the audit. */
  readonly details: Readonly<Record<string, unknown>>;
}

interface ActionContext {
  readonly tableName: string;
  readonly outbox: Pick<Outbox, 'putting'>;
  readonly by: ActedBy;
  readonly now: Date;
}

/** An action on an alert as it is; undefined when it is so already. */
export type AlertAction = (stored: StoredAlert, context: ActionContext) => ActionPlan | undefined;

const dayMs = 86_400_000;

/** Somebody takes care of it: they own it from now on, unless somebody does already. */
export const acknowledging: AlertAction = (stored, { tableName, by, now }) => {
  const { snoozed, ...rest } = stored.alert;
  if (rest.status === 'acknowledged') return undefined;
  const at = now.toISOString();
  const { facts } = rest;
  const owner = rest.owner ?? by.userId;
  const alert: Alert = { ...rest, status: 'acknowledged', owner, acknowledged: { by: by.userId, at } };
  const outcomeKey = stored.outcomeKey ?? outcomeKeyOf(at, facts.alertId);
  const due = new Date(now.getTime() + recoveryDays * dayMs).toISOString();
  const outcome =
    stored.outcomeKey === undefined
      ? [
          puttingOutcome(tableName, alert, outcomeKey, at),
          puttingTimer(tableName, { kind: 'outcome', alertId: facts.alertId }, due),
        ]
      : [];
  const silence = snoozed === undefined ? [] : [droppingSilence(tableName, facts.fingerprint)];
  return { stored: { ...stored, alert, outcomeKey }, items: [...outcome, ...silence], details: {} };
};

/**
 * The new owner is told directly, unless they took it themselves.
 *
 * @param owner undefined takes the owner away
 */
export function assigningTo(owner: string | undefined): AlertAction {
  return (stored, context) => {
    const { tableName, now } = context;
    const { owner: before, ...rest } = stored.alert;
    if (before === owner) return undefined;
    const alert: Alert = { ...rest, ...(owner === undefined ? {} : { owner }) };
    const details = {
      ...(before === undefined ? {} : { from: before }),
      ...(owner === undefined ? {} : { to: owner }),
    };
    const items = [puttingOwner(tableName, rest.facts, owner, now), ...tellingOwner(stored, owner, context)];
    return { stored: { ...stored, alert }, items, details };
  };
}

function tellingOwner(
  { alert, version }: StoredAlert,
  owner: string | undefined,
  { outbox, by: { userId }, now }: ActionContext,
): readonly TransactItem[] {
  if (owner === undefined || owner === userId) return [];
  const { alertId } = alert.facts;
  const content: OutboundContent = { kind: 'assigned', alertId, by: userId, to: owner };
  // A version of an alert is followed by one other: what makes it is told once.
  const entryId = `assigned.${alertId}.${version}`;
  return outbox.putting({ kind: 'post', entryId, channel: owner, content }, now.toISOString());
}

/** @param until ISO time; whatever has the same fingerprint is quiet until then */
export function snoozingUntil(until: string): AlertAction {
  return (stored, { tableName, by }) => {
    const { facts, snoozed: before } = stored.alert;
    if (before?.until === until && stored.alert.status === 'snoozed') return undefined;
    const snoozed = { by: by.userId, until };
    const items = [
      puttingSilence(tableName, facts.fingerprint, snoozed),
      puttingTimer(tableName, { kind: 'snoozeEnd', alertId: facts.alertId }, until),
    ];
    return { stored: { ...stored, alert: { ...stored.alert, status: 'snoozed', snoozed } }, items, details: { until } };
  };
}

export function judging(isUseful: boolean): AlertAction {
  return (stored, { tableName, by }) => {
    const { alert } = stored;
    if (alert.useful[by.userId] === isUseful) return undefined;
    const useful = { ...alert.useful, [by.userId]: isUseful };
    const items = [puttingFeedback(tableName, alert, by.userId, isUseful)];
    return { stored: { ...stored, alert: { ...alert, useful } }, items, details: { isUseful } };
  };
}
