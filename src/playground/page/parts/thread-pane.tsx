import { useSnapshot } from '../data/workspace-context.ts';
import type { Conversation } from '../data/workspace-data.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { PendingLine } from './pending-line.tsx';
import { useSending } from './use-sending.ts';

interface Props {
  readonly conversation: Conversation;
  readonly rootTs: string;
  readonly onClose: () => void;
}

/** A thread beside its conversation. */
export function ThreadPane({ conversation, rootTs, onClose }: Props) {
  const snapshot = useSnapshot();
  const { send } = useSending(conversation.id, rootTs);
  const messages = snapshot.messages.filter(
    ({ channel, ts, threadTs }) => channel === conversation.id && (ts === rootTs || threadTs === rootTs),
  );
  const state = snapshot.threads.find(
    ({ channel, threadTs }) => channel === conversation.id && threadTs === rootTs,
  )?.state;
  const pending = state?.status ? <PendingLine texts={[`${snapshot.app.name} ${state.status}`]} /> : undefined;
  return (
    <aside className="thread" aria-label="Thread">
      <header>
        <div>
          <h2>{state?.title ?? 'Thread'}</h2>
          <small>{conversation.kind === 'im' ? snapshot.app.name : `#${conversation.name}`}</small>
        </div>
        <button type="button" className="quiet" aria-label="Close the thread" onClick={onClose}>
          ✕
        </button>
      </header>
      <MessageList messages={messages} all={messages} pending={pending} />
      <Composer placeholder="Reply…" onSend={(text) => void send(text)} history={[]} />
    </aside>
  );
}
