import type { Alert } from '../insights/alert.ts';
import type { Services } from './services.ts';
import type { ThreadTopic } from './thread-topic.ts';

/** `<groupId>.<number>` for a group, and for an alert that came to its owner `assigned.<alertId>.<number>`. */
const entryForm = /^(?:assigned\.(?<alertId>.+)|(?<groupId>[^.]+))\.\d+$/su;

/**
 * What a thread is about that hangs on an alert: whom it is about, or whoever leads its group. Undefined for any other thread.
 *
 * One look at Slack and one at the alerts; both throw what stood in their way.
 */
export async function topicOfAlertThread(
  { alerting, port }: Pick<Services, 'alerting' | 'port'>,
  thread: { readonly channel: string; readonly threadTs: string },
): Promise<ThreadTopic | undefined> {
  if (alerting === undefined) return undefined;
  const { alertId, groupId } = entryForm.exec((await port.entryOf(thread)) ?? '')?.groups ?? {};
  let lead: Alert | undefined;
  if (alertId !== undefined) lead = await alerting.desk.find(alertId);
  else if (groupId !== undefined) lead = (await alerting.desk.group(groupId))?.lead;
  if (lead === undefined) return undefined;
  const { dataset, entityId } = lead.facts;
  return { person: { kind: 'profile', dataset, subject: entityId } };
}
