import { randomBytes } from 'node:crypto';
import type { Clock } from '../workspace/clock.ts';
import { app, bot, team } from '../workspace/people.ts';
import type { AppLine } from './app-line.ts';

export interface EventSender {
  /** Sends an event, and again where the app does not take it; settles once it was taken or given up. */
  send(event: Readonly<Record<string, unknown>>): Promise<void>;
  /** Gives up what waits to be sent again. */
  close(): void;
}

interface EventSenderOptions {
  readonly line: AppLine;
  readonly clock: Clock;
  /** Waits before the first, second and third retry, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  readonly verificationToken: string;
}

function envelope(event: Readonly<Record<string, unknown>>, nowMs: number, token: string): Record<string, unknown> {
  return {
    token,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: `Ev${randomBytes(6).toString('hex').toUpperCase()}`,
    event_time: Math.floor(nowMs / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${randomBytes(16).toString('base64url')}`,
  };
}

/**
 * Sends events as Slack does: the same `event_id` again, with its reason, until the app says 2xx.
 *
 * @see https://docs.slack.dev/apis/events-api/#errors
 */
export function createEventSender({ line, clock, retryDelaysMs, verificationToken }: EventSenderOptions): EventSender {
  const closing = new AbortController();

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  return {
    async send(event) {
      const body = envelope(event, clock(), verificationToken);
      let delivery = await line.sendJson(body);
      for (const [index, delay] of retryDelaysMs.entries()) {
        if (delivery.ok || delivery.noRetry || delivery.reason === 'not_connected') return;
        await wait(delay);
        if (closing.signal.aborted) return;
        delivery = await line.sendJson(body, {
          'x-slack-retry-num': String(index + 1),
          'x-slack-retry-reason': delivery.reason,
        });
      }
    },
    close: () => closing.abort(),
  };
}
