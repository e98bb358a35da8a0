import type { AlertFacts, Reason } from './alert-facts.ts';

/** `open`: nobody has taken care of it. `acknowledged`: somebody does. `snoozed`: quiet until a time. */
export type AlertStatus = 'open' | 'acknowledged' | 'snoozed' | 'resolved';

/** Which of the alerts that are not resolved are wanted: all that is given must hold. */
export interface UnresolvedQuery {
  /** Slack user id of whoever takes care of them. */
  readonly owner?: string;
  /** Those that nobody takes care of. */
  readonly unowned?: boolean;
  /** Slack user id of whoever snoozed them, for as long as they are snoozed. */
  readonly snoozedBy?: string;
  readonly statuses?: readonly AlertStatus[];
}

/** An alert as it is now. Times are ISO texts. */
export interface Alert {
  readonly facts: AlertFacts;
  /** The figures as they are now; at first those of `facts`. */
  readonly now: { readonly riskScore: number; readonly headline: Reason; readonly moneyAtRisk?: number };
  readonly status: AlertStatus;
  /** Slack user id of whoever takes care of it. */
  readonly owner?: string;
  readonly acknowledged?: { readonly by: string; readonly at: string };
  readonly snoozed?: { readonly by: string; readonly until: string };
  readonly resolvedAt?: string;
  /** How often it was passed on to the next target because nobody acknowledged it. */
  readonly escalations: number;
  /** The alert about the same member that says more, for as long as it holds this one back. */
  readonly inhibitedBy?: string;
  /** The silence that keeps it from being told, while it does. */
  readonly silencedBy?: string;
  /** What people said of it, by Slack user id. */
  readonly useful: Readonly<Record<string, boolean>>;
}

/** A parent message with its members in the thread. */
export interface AlertGroup {
  readonly groupId: string;
  readonly routeId: string;
  readonly channel: string;
  /** What its members have in common, by the names in the route's `groupBy`: `{predictionType: 'high_churn_risk'}`. */
  readonly labels: Readonly<Record<string, string>>;
  /** The alert that the parent message shows whole: the first, whose member line is the parent itself. */
  readonly leadId: string;
  readonly startedAt: string;
}

/** A group with all that its parent message tells. Alerts are in order of revenue at risk, then risk score. */
export interface AlertGroupView {
  readonly group: AlertGroup;
  readonly lead: Alert;
  /** All members that were posted or are about to be, the lead among them. */
  readonly members: readonly Alert[];
  /** How many of them nothing was sent of yet; none when left out. */
  readonly waiting?: number;
}

/** Who acts on an alert, and from where: for the audit. */
export interface ActedBy {
  readonly userId: string;
  readonly teamId: string;
  readonly requestId: string;
  readonly via: string;
}

/** `gone`: there is no such alert, any more. `closed`: it is resolved, so that nothing is to be done. */
export type ActionResult =
  | { readonly outcome: 'done'; readonly alert: Alert }
  | { readonly outcome: 'gone' | 'closed' };

/**
 * What people do with alerts, and what they may see of them. Each change is in the audit, and shows in the
 * messages that hold the alert. All of it throws `repository.*`.
 */
export interface AlertDesk {
  find(alertId: string): Promise<Alert | undefined>;
  acknowledge(alertId: string, by: ActedBy): Promise<ActionResult>;
  /** @param owner a Slack user id; undefined takes the owner away */
  assign(alertId: string, owner: string | undefined, by: ActedBy): Promise<ActionResult>;
  /** @param until ISO time, later than now and within a year */
  snooze(alertId: string, until: string, by: ActedBy): Promise<ActionResult>;
  giveFeedback(alertId: string, isUseful: boolean, by: ActedBy): Promise<ActionResult>;
  /** Acknowledges every open alert of a group; how many that were. */
  acknowledgeGroup(groupId: string, by: ActedBy): Promise<number>;
  /**
   * The alerts that are not resolved, in order of revenue at risk, then risk score: the first `limit` of those asked for.
   *
   * @param query.limit 1 to 1,000, which it is when left out: each is read whole
   */
  unresolved(query?: UnresolvedQuery & { readonly limit?: number }): Promise<readonly Alert[]>;
  /** How many there are of them. */
  countUnresolved(query?: UnresolvedQuery): Promise<number>;
  group(groupId: string): Promise<AlertGroupView | undefined>;
  outcomes(options: { readonly days: number }): Promise<readonly OutcomeSummary[]>;
}

/** What became of the alerts of one prediction type. */
export interface OutcomeSummary {
  readonly predictionType: AlertFacts['predictionType'];
  readonly fired: number;
  readonly acknowledged: number;
  /** Of those acknowledged: recovered within 14 days, did not, and still within them. */
  readonly recovered: number;
  readonly notRecovered: number;
  readonly pending: number;
  readonly useful: number;
  readonly notUseful: number;
}
