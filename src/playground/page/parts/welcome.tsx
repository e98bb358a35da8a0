import { useSnapshot } from '../data/workspace-context.ts';
import type { Conversation, ThreadState } from '../data/workspace-data.ts';

interface Props {
  readonly conversation: Conversation;
  readonly thread: ThreadState;
  readonly onSend: (text: string) => void;
}

/** What a newcomer reads first: where they are, and three things to try. */
export function Welcome({ conversation, thread, onSend }: Props) {
  const snapshot = useSnapshot();
  const { app } = snapshot;
  const isDirect = conversation.kind === 'im';
  const prompts = thread.prompts ?? [];
  return (
    <section className="welcome" aria-label="Welcome">
      <img src="/icon.svg" alt="" />
      <h2>{isDirect ? `You and ${app.name}` : `Welcome to #${conversation.name}`}</h2>
      <p>
        This is a workspace on your own machine, and {app.name} is really running in it. Try one of these, or type{' '}
        <code>/</code> to see more{isDirect ? ', or just ask in plain words.' : '.'} What it notices by itself, such as
        a figure that changed for the worse, it tells in #cs-alerts, or in a thread there.
      </p>
      <div className="examples">
        {app.examples.slice(0, 3).map((example) => (
          <button key={example} type="button" className="example" onClick={() => onSend(example)}>
            <code>{example}</code>
            <span aria-hidden="true">→</span>
          </button>
        ))}
      </div>
      {isDirect && prompts.length > 0 && (
        <div className="prompts">
          <h3>{thread.promptsTitle || `${app.name} suggests`}</h3>
          {prompts.map(({ title, message }) => (
            <button key={title} type="button" className="button" onClick={() => onSend(message)}>
              {title}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
