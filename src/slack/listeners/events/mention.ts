import type { Services } from '../../services.ts';
import { answerQuestion, plainQuestion, type QuestionContext } from './question.ts';

/** What is read of an `app_mention` event. */
export interface Mention {
  readonly user?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly text: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly edited?: unknown;
}

interface MentionArguments {
  readonly event: Mention;
  readonly body: { readonly event_id: string; readonly team_id?: string | undefined };
  readonly context: QuestionContext;
}

/** Answers a mention in its thread, for the whole channel to see; not those of other apps, nor edited ones again. */
export function createMentionListener(services: Services): (request: MentionArguments) => Promise<void> {
  return async ({ event, body, context }) => {
    const { user, bot_id: botId, edited, channel, ts } = event;
    if (user === undefined || botId !== undefined || edited !== undefined) return;
    await answerQuestion(services, {
      what: 'event app_mention',
      eventId: body.event_id,
      surface: 'mention',
      text: plainQuestion(event.text, context.botUserId),
      userId: user,
      channel,
      teamId: body.team_id,
      ts,
      thread: event.thread_ts,
      inbox: context.inbox,
    });
  };
}
