import { useEffect, useRef } from 'react';
import { useSnapshot } from '../data/workspace-context.ts';

/**
 * Opens the thread in which the app answers what this person just said there, as soon as it does.
 *
 * Otherwise an answer would hide behind “1 reply”.
 */
export function useAnswerThread(conversation: string, onThread: (ts: string) => void): void {
  const { messages, you, app } = useSnapshot();
  const seen = useRef(messages.at(-1)?.ts ?? '0');
  const latest = messages.at(-1);

  useEffect(() => {
    if (!latest || Number(latest.ts) <= Number(seen.current)) return;
    seen.current = latest.ts;
    const isAnswer = latest.threadTs !== undefined && latest.user === app.botUserId;
    const root = messages.find(({ ts, channel }) => ts === latest.threadTs && channel === latest.channel);
    if (isAnswer && root?.user === you && latest.channel === conversation) onThread(root.ts);
  }, [latest, messages, you, app.botUserId, conversation, onThread]);
}
