import type { Log } from '../../../log.ts';
import { clip } from '../../blocks/text-objects.ts';
import { inTime } from '../../in-time.ts';
import type { Services } from '../../services.ts';
import type { ThreadPlace } from '../thread-context.ts';

/** What stands beside the messages of a thread with the app. Each of these failing is for the log alone. */
export interface AgentThread {
  /** Says that the app is at work, and names a thread that is new. */
  begin(question: { readonly text: string; readonly isReply: boolean }): void;
  /** Settles when Slack has taken that, or will hardly do so: a status that came after the answer would stay. */
  settled(): Promise<unknown>;
  /** Takes the status back, where the answer has not. */
  end(): Promise<void>;
}

const status = 'is looking at the figures…';
const settleMs = 700;
const titleLimit = 75;

/** A conversation of the two, as Slack shows it to an app that is an agent. */
export function createAgentThread({ port }: Pick<Services, 'port'>, place: ThreadPlace, log: Log): AgentThread {
  let under: Promise<unknown> = Promise.resolve();
  const aside = (call: Promise<void>): Promise<void> =>
    call.catch((error: unknown) => log.info({ err: error }, 'what stands beside the answer could not be shown'));
  return {
    begin({ text, isReply }) {
      const title = clip(text, titleLimit);
      const calls = [aside(port.setStatus(place, status))];
      if (!isReply && title !== '') calls.push(aside(port.setTitle(place, title)));
      under = Promise.all(calls);
    },
    settled: () => inTime(under, settleMs),
    end: () => aside(port.setStatus(place, '')),
  };
}
