import { useEffect, useRef } from 'react';
import type { Block } from '../data/workspace-data.ts';
import { plainText, TextObject } from './text-object.tsx';

interface ConfirmDialogProps {
  /** Slack's confirmation object. */
  readonly confirm: Block;
  readonly onAnswer: (yes: boolean) => void;
}

/** Asks before something is done. */
export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const isDanger = confirm['style'] === 'danger';
  return (
    <dialog
      ref={dialog}
      className="dialog confirm"
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <h2>{plainText(confirm['title'].text)}</h2>
      <div className="confirm-text">
        <TextObject text={confirm['text']} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {plainText(confirm['deny'].text)}
        </button>
        <button
          type="button"
          className={isDanger ? 'button danger solid' : 'button primary solid'}
          onClick={() => onAnswer(true)}
        >
          {plainText(confirm['confirm'].text)}
        </button>
      </div>
    </dialog>
  );
}
