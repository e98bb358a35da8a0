import { useState } from 'react';
import { useSnapshot, useSurroundings } from './data/workspace-context.ts';
import type { Conversation, Snapshot, Warning } from './data/workspace-data.ts';
import { ConversationHeader, type Tab } from './parts/conversation-header.tsx';
import { ConversationPane } from './parts/conversation-pane.tsx';
import { HomeTab } from './parts/home-tab.tsx';
import { Modal } from './parts/modal.tsx';
import { Sidebar } from './parts/sidebar.tsx';
import { ThreadPane } from './parts/thread-pane.tsx';
import { useAnswerThread } from './parts/use-answer-thread.ts';
import { useUnread } from './parts/use-unread.ts';

interface Props {
  readonly warnings: readonly Warning[];
  readonly isLive: boolean;
  readonly onSwitch: (person: string) => void;
}

/** Where a newcomer is welcomed: long alerts would push the welcome out of sight in #cs-alerts. */
function firstConversation({ conversations }: Snapshot): string {
  return conversations.find(({ name }) => name === 'general')?.id ?? conversations[0]?.id ?? '';
}

/** The whole of the workspace: sidebar, conversation, thread and modals. */
export function WorkspaceShell({ warnings, isLive, onSwitch }: Props) {
  const snapshot = useSnapshot();
  const { api, tell } = useSurroundings();
  const [open, setOpen] = useState(() => firstConversation(snapshot));
  const [tab, setTab] = useState<Tab>('messages');
  const [thread, setThread] = useState<string>();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [history, setHistory] = useState<readonly string[]>([]);
  const unread = useUnread(snapshot, open);
  useAnswerThread(open, setThread);
  const conversation = snapshot.conversations.find(({ id }) => id === open) as Conversation;

  function openTab(next: Tab): void {
    setTab(next);
    if (next === 'home') setThread(undefined);
    api.openApp(next).catch((error: Error) => tell(error.message));
  }

  function openConversation(id: string): void {
    setOpen(id);
    setThread(undefined);
    setMenuOpen(false);
    setTab('messages');
    if (snapshot.conversations.find((one) => one.id === id)?.kind === 'im') openTab('messages');
  }

  const topmost = snapshot.views.at(-1);
  return (
    <div className={`shell${isMenuOpen ? ' menu-open' : ''}${thread ? ' with-thread' : ''}`}>
      <Sidebar
        open={open}
        unread={unread}
        warnings={warnings}
        isLive={isLive}
        onOpen={openConversation}
        onSwitch={onSwitch}
      />
      <button type="button" className="scrim" aria-label="Close the menu" onClick={() => setMenuOpen(false)} />
      <main>
        <ConversationHeader conversation={conversation} tab={tab} onTab={openTab} onMenu={() => setMenuOpen(true)} />
        {tab === 'home' ? (
          <HomeTab />
        ) : (
          <ConversationPane
            key={conversation.id}
            conversation={conversation}
            onThread={setThread}
            history={history}
            onSent={(text) => setHistory((before) => [...before.filter((one) => one !== text), text].slice(-100))}
          />
        )}
      </main>
      {thread && (
        <ThreadPane key={thread} conversation={conversation} rootTs={thread} onClose={() => setThread(undefined)} />
      )}
      {topmost && <Modal key={topmost.id} view={topmost} />}
    </div>
  );
}
