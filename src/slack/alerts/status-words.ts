import type { Alert } from '../../insights/alert.ts';

/** How people and moments are put, which differs between a block and its text twin. */
export interface Manner {
  readonly person: (userId: string) => string;
  /** @param at ISO time */
  readonly moment: (at: string) => string;
}

const slackUser = /^[UW][A-Z0-9]{2,20}$/u;

/** A person as a mention, where the id has the form of Slack's; nothing else ever becomes one. */
export function mentionOf(userId: string): string {
  return slackUser.test(userId) ? `<@${userId}>` : 'someone';
}

/** `2026-01-05 09:30 UTC`. */
export function plainMoment(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  const iso = date.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/**
 * A moment that each reader sees in their own zone.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
function localMoment(at: string): string {
  const seconds = Math.floor(Date.parse(at) / 1000);
  return Number.isNaN(seconds)
    ? plainMoment(at)
    : `<!date^${seconds}^{date_short_pretty} at {time}|${plainMoment(at)}>`;
}

/** For mrkdwn. */
export const marked: Manner = { person: mentionOf, moment: localMoment };
/** For the text of a message, escaped already. */
export const twin: Manner = { person: mentionOf, moment: plainMoment };

const marks = { open: '🔴', acknowledged: '👀', snoozed: '💤', resolved: '✅' } as const;

/** Where an alert stands: its mark and what became of it, by whom and when. Safe in mrkdwn. */
export function statusWords(alert: Alert, manner: Manner): string {
  return `${marks[alert.status]} ${[standing(alert, manner), ...ownership(alert, manner)].join(' · ')}`;
}

function standing({ facts, status, acknowledged, snoozed, resolvedAt }: Alert, { person, moment }: Manner): string {
  switch (status) {
    case 'open':
      return `Open since ${moment(facts.at)}`;
    case 'acknowledged':
      return acknowledged === undefined
        ? 'Acknowledged'
        : `Acknowledged by ${person(acknowledged.by)} ${moment(acknowledged.at)}`;
    case 'snoozed':
      return snoozed === undefined ? 'Snoozed' : `Snoozed by ${person(snoozed.by)} until ${moment(snoozed.until)}`;
    case 'resolved':
      return resolvedAt === undefined ? 'Resolved' : `Resolved ${moment(resolvedAt)}`;
  }
}

function ownership({ status, owner, acknowledged, escalations }: Alert, { person }: Manner): string[] {
  const isNews = owner !== undefined && !(status === 'acknowledged' && acknowledged?.by === owner);
  const times = escalations === 1 ? 'once' : `${escalations} times`;
  return [
    ...(isNews ? [`assigned to ${person(owner)}`] : []),
    ...(status === 'open' && escalations > 0 ? [`passed on ${times}`] : []),
  ];
}
