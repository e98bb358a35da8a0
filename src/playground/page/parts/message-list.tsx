import { type ReactNode, useEffect, useRef } from 'react';
import { useSnapshot } from '../data/workspace-context.ts';
import type { Message } from '../data/workspace-data.ts';
import { MessageRow } from './message-row.tsx';

/** Within this time the same person's next message goes without a name, in seconds. */
const sameBreath = 300;

function follows(message: Message, before: Message | undefined): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    !before.isEphemeral &&
    Number(message.ts) - Number(before.ts) < sameBreath
  );
}

interface Props {
  readonly messages: readonly Message[];
  /** Everything of the conversation, to count replies in. */
  readonly all: readonly Message[];
  readonly onThread?: (ts: string) => void;
  /** What stands above the messages. */
  readonly children?: ReactNode;
  /** What stands below them while the app is at work. */
  readonly pending?: ReactNode;
}

/** Messages, oldest first, scrolled to the newest. */
export function MessageList({ messages, all, onThread, children, pending }: Props) {
  const snapshot = useSnapshot();
  const scroller = useRef<HTMLDivElement>(null);
  const newestMessage = messages.at(-1);
  // A message that is streamed grows after it has come.
  const last = `${newestMessage?.ts} ${newestMessage?.blocks.length}`;
  const shownLast = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a message, a reply or a sign of work is what moves the list
  useEffect(() => {
    const element = scroller.current;
    const newest = element?.querySelector(':scope > article:last-of-type');
    const isNew = shownLast.current !== last;
    shownLast.current = last;
    if (!element) return;
    // A tall answer is read from its top, not from its end.
    if (!newest || newest.clientHeight <= element.clientHeight) element.scrollTo({ top: element.scrollHeight });
    else if (isNew) newest.scrollIntoView({ block: 'start' });
  }, [last, all.length, pending !== undefined]);

  return (
    <div ref={scroller} className="messages" role="log" aria-live="polite" aria-relevant="additions">
      {children}
      {messages.map((message, index) => (
        <MessageRow
          key={message.ts}
          message={message}
          author={snapshot.people.find(({ id }) => id === message.user)}
          follows={follows(message, messages[index - 1])}
          replies={all.filter(({ threadTs }) => threadTs === message.ts).length}
          onThread={onThread}
        />
      ))}
      {pending}
    </div>
  );
}
