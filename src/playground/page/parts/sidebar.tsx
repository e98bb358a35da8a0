import { useSnapshot } from '../data/workspace-context.ts';
import type { Conversation, Person, Warning } from '../data/workspace-data.ts';
import { Avatar } from './avatar.tsx';

interface Props {
  readonly open: string;
  readonly unread: ReadonlySet<string>;
  readonly warnings: readonly Warning[];
  readonly isLive: boolean;
  readonly onOpen: (conversation: string) => void;
  readonly onSwitch: (person: string) => void;
}

function Marker({ kind }: { readonly kind: Conversation['kind'] }) {
  if (kind !== 'private') return '#';
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2" />
    </svg>
  );
}

function ConversationLink({ conversation, open, unread, onOpen }: Props & { readonly conversation: Conversation }) {
  const snapshot = useSnapshot();
  const isApp = conversation.kind === 'im';
  return (
    <li>
      <button
        type="button"
        className={unread.has(conversation.id) ? 'unread' : ''}
        aria-current={open === conversation.id ? 'page' : undefined}
        onClick={() => onOpen(conversation.id)}
      >
        {isApp ? (
          <Avatar person={snapshot.people.find(({ isBot }) => isBot)} size="small" />
        ) : (
          <span className="marker">
            <Marker kind={conversation.kind} />
          </span>
        )}
        <span className="name">{isApp ? snapshot.app.name : conversation.name}</span>
        {unread.has(conversation.id) && <span className="dot" role="img" aria-label="has new messages" />}
      </button>
    </li>
  );
}

function PersonButton({ person, you, onSwitch }: { person: Person; you: string; onSwitch: (id: string) => void }) {
  const isYou = person.id === you;
  return (
    <li>
      <button
        type="button"
        aria-pressed={isYou}
        title={isYou ? 'This is you' : `Be ${person.realName}`}
        onClick={() => onSwitch(person.id)}
      >
        <Avatar person={person} size="small" />
        <span className="name">
          {person.realName}
          <small>{isYou ? `you · ${person.role}` : person.role}</small>
        </span>
      </button>
    </li>
  );
}

function Notes({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <details className="notes">
      <summary>
        {warnings.length === 1 ? '1 call that Slack would mind' : `${warnings.length} calls that Slack would mind`}
      </summary>
      <ul>
        {warnings.map(({ method, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same note may come twice
          <li key={index}>
            <b>{method}</b> {text}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Channels, the app, and the people whom one can be. */
export function Sidebar(props: Props) {
  const snapshot = useSnapshot();
  const { warnings, isLive, onSwitch } = props;
  const links = (kinds: readonly string[]) =>
    snapshot.conversations
      .filter(({ kind }) => kinds.includes(kind))
      .map((conversation) => <ConversationLink key={conversation.id} {...props} conversation={conversation} />);
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header>
        <strong>{snapshot.team.name}</strong>
        <span className="pill">playground</span>
      </header>
      <div className="sidebar-scroll">
        <h2>Channels</h2>
        <ul>{links(['channel', 'private'])}</ul>
        <h2>Apps</h2>
        <ul>{links(['im'])}</ul>
        <h2>Who you are</h2>
        <ul className="people">
          {snapshot.people
            .filter(({ isBot }) => !isBot)
            .map((person) => (
              <PersonButton key={person.id} person={person} you={snapshot.you} onSwitch={onSwitch} />
            ))}
        </ul>
        <Notes warnings={warnings} />
      </div>
      <footer>
        <span className={isLive && snapshot.isConnected ? 'lamp on' : 'lamp'} aria-hidden="true" />
        {!isLive ? 'Reconnecting…' : snapshot.isConnected ? `${snapshot.app.name} is connected` : 'No app is connected'}
      </footer>
    </nav>
  );
}
