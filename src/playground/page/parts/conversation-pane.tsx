import { useState } from 'react';
import { useSnapshot } from '../data/workspace-context.ts';
import type { Conversation } from '../data/workspace-data.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { PendingLine } from './pending-line.tsx';
import { useSending } from './use-sending.ts';
import { Welcome } from './welcome.tsx';

/** How many messages are drawn at first, and how many more at a time. */
const drawnAtOnce = 60;

interface Props {
  readonly conversation: Conversation;
  readonly onThread: (ts: string) => void;
  readonly history: readonly string[];
  readonly onSent: (text: string) => void;
}

function placeholderOf({ kind, name }: Conversation, appName: string): string {
  return kind === 'im' ? `Message ${appName}, or type / for commands` : `Message #${name}, or type / for commands`;
}

/** A conversation: its messages, and the box to write in. */
export function ConversationPane({ conversation, onThread, history, onSent }: Props) {
  const snapshot = useSnapshot();
  const { waiting, send } = useSending(conversation.id);
  const all = snapshot.messages.filter(({ channel }) => channel === conversation.id);
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const top = all.filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast);
  const states = snapshot.threads.filter(({ channel }) => channel === conversation.id);
  const status = states.map(({ state }) => state.status).find((text) => text);
  const busy = [
    ...waiting.filter((text) => text.startsWith('/')),
    ...(status ? [`${snapshot.app.name} ${status}`] : []),
  ];

  function sendAndRemember(text: string): void {
    onSent(text);
    void send(text);
  }

  return (
    <>
      <MessageList
        messages={top.slice(-drawn)}
        all={all}
        onThread={onThread}
        pending={busy.length > 0 ? <PendingLine texts={busy} /> : undefined}
      >
        {top.length > drawn && (
          <button type="button" className="button earlier" onClick={() => setDrawn(drawn + drawnAtOnce)}>
            Show earlier messages
          </button>
        )}
        {!conversation.isArchived && top.length <= drawn && (
          <Welcome
            conversation={conversation}
            thread={states.find(({ threadTs }) => threadTs === undefined)?.state ?? {}}
            onSend={sendAndRemember}
          />
        )}
      </MessageList>
      {conversation.isArchived ? (
        <p className="archived">This channel is archived.</p>
      ) : (
        <Composer
          placeholder={placeholderOf(conversation, snapshot.app.name)}
          onSend={sendAndRemember}
          history={history}
        />
      )}
    </>
  );
}
