import type { Choice, Inputs, Snapshot } from './workspace-data.ts';

/** Why something did not work, in words for the person at the page. */
export class PageError extends Error {}

async function post<Answer>(path: string, as: string, body: unknown): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/page/${path}?as=${as}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new PageError('The workspace cannot be reached. Is it still running?', { cause });
  }
  const answer = (await response.json().catch(() => ({}))) as Answer & { error?: string };
  if (!response.ok) throw new PageError(answer.error ?? 'That did not work.');
  return answer;
}

export type Place = { readonly channel: string; readonly ts: string } | { readonly viewId: string };

export interface Pressing {
  readonly in: Place;
  readonly blockId: string;
  readonly actionId: string;
  readonly choice?: Choice | undefined;
  readonly inputs: Inputs;
}

/** What the person with this id can do; each throws {@link PageError}. */
export function createPageApi(as: string) {
  return {
    async snapshot(): Promise<Snapshot> {
      const response = await fetch(`/page/workspace?as=${as}`);
      if (!response.ok) throw new PageError('The workspace did not open.');
      return (await response.json()) as Snapshot;
    },
    fileUrl: (id: string) => `/page/files/${id}?as=${as}`,
    events: () => new EventSource(`/page/events?as=${as}`),
    say: (channel: string, text: string, threadTs?: string) => post('say', as, { channel, text, threadTs }),
    press: (pressing: Pressing) => post('press', as, pressing),
    submit: (viewId: string, inputs: Inputs) =>
      post<{ errors: Readonly<Record<string, string>> }>('submit', as, { viewId, inputs }),
    close: (viewId: string) => post('close', as, { viewId }),
    openApp: (tab: 'home' | 'messages') => post('open-app', as, { tab }),
  };
}

export type PageApi = ReturnType<typeof createPageApi>;
