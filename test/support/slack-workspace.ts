import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/start-playground.ts';

export const botToken = 'xoxb-111-222-workspace';
export const appToken = 'xapp-1-A08VITALS01-workspace';
export const signingSecret = 'fedcba9876543210fedcba9876543210';

// biome-ignore lint/suspicious/noExplicitAny: each method answers with fields of its own
export type ApiAnswer = { readonly ok: boolean; readonly error?: string } & Record<string, any>;

export interface SlackWorkspace {
  readonly playground: Playground;
  /** The clock of the workspace; tests move it on instead of waiting. */
  readonly clock: { now: number };
  /** Calls a method of the Web API as the app would. */
  call(method: string, args?: Readonly<Record<string, unknown>>, token?: string): Promise<ApiAnswer>;
}

/** A stand-in for Slack with a clock that the test moves on. */
export async function startSlackWorkspace(options: Partial<PlaygroundOptions> = {}): Promise<SlackWorkspace> {
  const clock = { now: Date.UTC(2026, 0, 5, 9) };
  const playground = await startPlayground({
    port: 0,
    botToken,
    appToken,
    signingSecret,
    retryDelaysMs: [],
    clock: () => clock.now,
    ...options,
  });
  return {
    playground,
    clock,
    async call(method, args = {}, token = botToken) {
      const response = await fetch(`${playground.apiUrl}${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(args),
      });
      return (await response.json()) as ApiAnswer;
    },
  };
}
