import type { Answer } from '../../answers/answer.ts';
import type { Intent } from '../../intents/intent.ts';
import type { Log } from '../../log.ts';
import { inTime } from '../in-time.ts';
import type { Services } from '../services.ts';
import { topicOfAlertThread } from '../thread-alert.ts';
import { contextFor, type ThreadTopic, topicOf } from '../thread-topic.ts';

/** A place in a conversation that remembers what it was about. */
export interface ThreadPlace {
  readonly channel: string;
  readonly threadTs: string;
  /** When it was asked or pressed: Slack's `ts`. */
  readonly askedTs: string;
  /** Whether nothing was asked there before. */
  readonly isNew?: boolean;
}

const recallMs = 1500;
const rememberMs = 800;

/** What a text in a thread goes on from; undefined where that is not known, or cannot be found out in time. */
export async function recallContext(
  services: Pick<Services, 'threads' | 'parser' | 'alerting' | 'port'>,
  place: ThreadPlace,
  text: string,
  log: Log,
): Promise<Intent | undefined> {
  const topic = (await recallTopic(services, place, log)) ?? (await alertTopic(services, place, log));
  return topic === undefined
    ? undefined
    : contextFor(topic, { text, surface: 'slash', today: today() }, services.parser);
}

async function recallTopic(
  { threads }: Pick<Services, 'threads'>,
  { channel, threadTs, isNew }: ThreadPlace,
  log: Log,
): Promise<ThreadTopic | undefined> {
  if (isNew === true) return undefined;
  try {
    const found = await inTime(threads.recall({ channel, threadTs }), recallMs);
    if (found !== 'late') return found;
    log.warn('the thread was not recalled in time');
  } catch (error) {
    log.warn({ err: error }, 'the thread cannot be recalled');
  }
  return undefined;
}

/** What a thread that remembers nothing hangs on; an answer never fails or waits long because of it. */
async function alertTopic(
  services: Pick<Services, 'alerting' | 'port'>,
  place: ThreadPlace,
  log: Log,
): Promise<ThreadTopic | undefined> {
  if (place.isNew === true) return undefined;
  try {
    const found = await inTime(topicOfAlertThread(services, place), recallMs);
    if (found !== 'late') return found;
    log.warn('what a thread hangs on was not found out in time');
  } catch (error) {
    log.warn({ err: error }, 'what a thread hangs on cannot be found out');
  }
  return undefined;
}

/**
 * Remembers what a thread is about now, where that is something to go on from.
 *
 * To be done before the answer is seen: the next question may come at once. An answer never fails or waits long
 * because of it.
 */
export async function rememberContext(
  services: Pick<Services, 'threads' | 'parser'>,
  place: ThreadPlace,
  { intent, answer }: { readonly intent: Intent; readonly answer: Answer },
  log: Log,
): Promise<void> {
  const read = async (text: string): Promise<Intent> =>
    (await services.parser.understand({ text, surface: 'slash', today: today() })).intent;
  try {
    const news = await topicOf(intent, answer, read);
    if (Object.keys(news).length === 0) return;
    // Someone looked at leaves the figures as they were; new figures are about others.
    const earlier = news.figures === undefined ? await recallTopic(services, place, log) : undefined;
    const topic = { ...earlier, ...news };
    const { channel, threadTs, askedTs } = place;
    const done = await inTime(services.threads.remember({ channel, threadTs }, askedTs, topic), rememberMs);
    if (done === 'late') log.warn('the thread was not remembered in time');
  } catch (error) {
    log.warn({ err: error }, 'the thread cannot be remembered');
  }
}

/** The day, as an ISO date (UTC). */
export function today(now: number = Date.now()): string {
  return new Date(now).toISOString().slice(0, 10);
}
