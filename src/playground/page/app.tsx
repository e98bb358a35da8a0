import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isSafeUrl } from './data/safe-blocks.ts';
import { useWorkspace } from './data/use-workspace.ts';
import { SnapshotContext, SurroundingsContext } from './data/workspace-context.ts';
import { WorkspaceShell } from './workspace-shell.tsx';

/** How long a sentence about something that went wrong stays, in milliseconds. */
const toastMs = 6000;

/** Links open beside the page and never run a script, whoever made them. */
function onLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : undefined;
  if (!link) return;
  event.preventDefault();
  if (isSafeUrl(link.href)) window.open(link.href, '_blank', 'noopener,noreferrer');
}

/** The page. */
export function App() {
  const [person, setPerson] = useState('');
  const { snapshot, api, isLive, warnings } = useWorkspace(person);
  const [toast, setToast] = useState<string>();
  const timer = useRef<number>(undefined);
  const tell = useCallback((text: string) => {
    setToast(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setToast(undefined), toastMs);
  }, []);

  useEffect(() => {
    document.addEventListener('click', onLink);
    return () => document.removeEventListener('click', onLink);
  }, []);

  const people = snapshot?.people;
  const conversations = snapshot?.conversations;
  const surroundings = useMemo(
    () =>
      people &&
      conversations && {
        api,
        tell,
        people,
        conversations,
        mentions: {
          users: people.map(({ id, realName }) => ({ id, name: realName })),
          channels: conversations.map(({ id, name }) => ({ id, name })),
        },
      },
    [people, conversations, api, tell],
  );

  return (
    <>
      {snapshot && surroundings ? (
        <SurroundingsContext value={surroundings}>
          <SnapshotContext value={snapshot}>
            <WorkspaceShell key={snapshot.you} warnings={warnings} isLive={isLive} onSwitch={setPerson} />
          </SnapshotContext>
        </SurroundingsContext>
      ) : (
        <p className="boot">{isLive ? 'Opening the workspace…' : 'The workspace cannot be reached. Trying again…'}</p>
      )}
      <div className="toast" role="status" hidden={!toast}>
        {toast}
      </div>
    </>
  );
}
