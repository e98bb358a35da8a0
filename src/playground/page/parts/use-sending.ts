import { useState } from 'react';
import { PageError } from '../data/page-api.ts';
import { useSurroundings } from '../data/workspace-context.ts';

/** Sends what is typed, and knows what still waits for the app. */
export function useSending(
  channel: string,
  threadTs?: string,
): {
  readonly waiting: readonly string[];
  readonly send: (text: string) => Promise<void>;
} {
  const { api, tell } = useSurroundings();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  return {
    waiting,
    async send(text) {
      setWaiting((before) => [...before, text]);
      try {
        await api.say(channel, text, threadTs);
      } catch (error) {
        tell(error instanceof PageError ? error.message : 'That could not be sent.');
      } finally {
        setWaiting((before) => before.toSpliced(before.indexOf(text), 1));
      }
    },
  };
}
