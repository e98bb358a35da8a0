import type { ClearIntent, Intent } from '../../intents/intent.ts';
import { isRefinable } from '../../intents/refine-intent.ts';
import type { Log } from '../../log.ts';
import { inTime } from '../in-time.ts';
import type { Services } from '../services.ts';

/** A place in a conversation that remembers what it was about. */
export interface ThreadPlace {
  readonly channel: string;
  readonly threadTs: string;
  /** When it was asked or pressed: Slack's `ts`. */
  readonly askedTs: string;
}

const recallMs = 1500;
const rememberMs = 800;

/** What a thread is about; undefined where that is not known, or cannot be found out in time. */
export async function recallContext(
  { threads }: Pick<Services, 'threads'>,
  { channel, threadTs }: ThreadPlace,
  log: Log,
): Promise<Intent | undefined> {
  try {
    const found = await inTime(threads.recall({ channel, threadTs }), recallMs);
    if (found !== 'late') return found;
    log.warn('the thread was not recalled in time');
  } catch (error) {
    log.warn({ err: error }, 'the thread cannot be recalled');
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
  { channel, threadTs, askedTs }: ThreadPlace,
  intent: Intent,
  log: Log,
): Promise<void> {
  try {
    const subject = await subjectOf(services, intent);
    if (subject === undefined) return;
    const done = await inTime(services.threads.remember({ channel, threadTs }, askedTs, subject), rememberMs);
    if (done === 'late') log.warn('the thread was not remembered in time');
  } catch (error) {
    log.warn({ err: error }, 'the thread cannot be remembered');
  }
}

/** What one can go on from: a question about figures; of a "why", the figure that it asks about. */
async function subjectOf({ parser }: Pick<Services, 'parser'>, intent: Intent): Promise<ClearIntent | undefined> {
  if (intent.kind === 'operation' && intent.name === 'why') {
    const { intent: about } = await parser.understand({ text: intent.arguments.of, surface: 'slash', today: today() });
    return isRefinable(about) ? about : undefined;
  }
  return isRefinable(intent) ? intent : undefined;
}

/** The day, as an ISO date (UTC). */
export function today(now: number = Date.now()): string {
  return new Date(now).toISOString().slice(0, 10);
}
