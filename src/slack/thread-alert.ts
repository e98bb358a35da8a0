import type { Alert } from '../insights/alert.ts';
import type { Services } from './services.ts';
import type { ThreadTopic } from './thread-topic.ts';

/** Entries of a group are called `<groupId>.<number>`. */
const entryForm = /^(?<groupId>.+)\.\d+$/su;

/**
 * What a thread is about that hangs on an alert: whoever leads its group. Undefined for any other thread.
 *
 * One look at Slack and one at the alerts; both throw what stood in their way.
 */
export async function topicOfAlertThread(
  { alerting, port }: Pick<Services, 'alerting' | 'port'>,
  thread: { readonly channel: string; readonly threadTs: string },
): Promise<ThreadTopic | undefined> {
  if (alerting === undefined) return undefined;
  const groupId = entryForm.exec((await port.entryOf(thread)) ?? '')?.groups?.['groupId'];
  const lead: Alert | undefined = groupId === undefined ? undefined : (await alerting.desk.group(groupId))?.lead;
  if (lead === undefined) return undefined;
  const { dataset, entityId } = lead.facts;
  return { person: { kind: 'profile', dataset, subject: entityId } };
}
