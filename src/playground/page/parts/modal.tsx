import { useEffect, useRef, useState } from 'react';
import { plainText } from '../blocks/text-object.tsx';
import { useSurfaceState } from '../blocks/use-surface-state.ts';
import { PageError } from '../data/page-api.ts';
import { useSurroundings } from '../data/workspace-context.ts';
import type { View } from '../data/workspace-data.ts';
import { ViewBody } from './view-body.tsx';

/** A modal over the page; it stays until it is submitted or closed. */
export function Modal({ view }: { readonly view: View }) {
  const { api, tell } = useSurroundings();
  const surface = useSurfaceState({ viewId: view.id });
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    const first = dialog.current?.querySelector<HTMLElement>(
      '.view-body input, .view-body textarea, .view-body select',
    );
    // Without anything to fill in no button is taken for granted, neither the yes nor the no.
    (first ?? dialog.current)?.focus();
  }, []);

  async function submit(): Promise<void> {
    setSending(true);
    setTrouble(undefined);
    try {
      const { errors } = await api.submit(view.id, surface.inputs);
      surface.setErrors(errors);
    } catch (error) {
      setTrouble(error instanceof PageError ? error.message : 'That did not work.');
    } finally {
      setSending(false);
    }
  }

  function close(): void {
    api.close(view.id).catch((error: Error) => tell(error.message));
  }

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="dialog modal"
      aria-label={view.title?.text}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (view.submit && !isSending) void submit();
        }}
      >
        <header>
          <img src="/icon.svg" alt="" />
          <h2>{plainText(view.title?.text ?? '')}</h2>
          <button type="button" className="quiet" aria-label="Close" onClick={close}>
            ✕
          </button>
        </header>
        <div className="view-body">
          <ViewBody view={view} surface={surface} />
        </div>
        {trouble && (
          <p className="problem" role="alert">
            {trouble}
          </p>
        )}
        <footer className="dialog-buttons">
          <button type="button" className="button" onClick={close}>
            {plainText(view.close?.text ?? 'Cancel')}
          </button>
          {view.submit && (
            <button type="submit" className="button primary solid" aria-busy={isSending} disabled={isSending}>
              {plainText(view.submit.text)}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
