import { useSnapshot } from '../data/workspace-context.ts';
import type { Conversation } from '../data/workspace-data.ts';

export type Tab = 'messages' | 'home';

interface Props {
  readonly conversation: Conversation;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onMenu: () => void;
}

/** Where one is, and for the app its two tabs. */
export function ConversationHeader({ conversation, tab, onTab, onMenu }: Props) {
  const snapshot = useSnapshot();
  const isDirect = conversation.kind === 'im';
  return (
    <header className="conversation-header">
      <button type="button" className="quiet menu-button" aria-label="Channels and people" onClick={onMenu}>
        ☰
      </button>
      <div className="titles">
        <h1>{isDirect ? snapshot.app.name : `# ${conversation.name}`}</h1>
        {!isDirect && <p>{conversation.topic}</p>}
      </div>
      {isDirect ? (
        <div className="tabs" role="tablist">
          {(['messages', 'home'] as const).map((name) => (
            <button key={name} type="button" role="tab" aria-selected={tab === name} onClick={() => onTab(name)}>
              {name === 'home' ? 'Home' : 'Messages'}
            </button>
          ))}
        </div>
      ) : (
        <span className="members">
          {conversation.memberCount} members{conversation.hasApp ? '' : ' · app not in here'}
        </span>
      )}
    </header>
  );
}
