import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isSafeUrl } from '../data/safe-blocks.ts';
import type { Block } from '../data/workspace-data.ts';
import type { ElementProps } from './element-props.ts';
import { plainText } from './text-object.tsx';

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll('button')];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(at + step + items.length) % items.length]?.focus();
}

/** The three dots with a menu behind them. */
export function OverflowElement({ element, onChoose, isBusy, label }: ElementProps) {
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) menu.current?.querySelector('button')?.focus();
  }, [isOpen]);

  function choose(option: Block): void {
    close();
    const url = option['url'] as string | undefined;
    if (url && isSafeUrl(url)) window.open(url, '_blank', 'noopener,noreferrer');
    onChoose(option['value']);
  }

  function close(): void {
    setOpen(false);
    opener.current?.focus();
  }

  return (
    <div className="overflow">
      <button
        ref={opener}
        type="button"
        className="button square"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label || 'More actions'}
        aria-busy={isBusy}
        onClick={() => setOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen && (
        <div
          ref={menu}
          className="menu"
          role="menu"
          tabIndex={-1}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget) && relatedTarget !== opener.current) setOpen(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return moveFocus(event);
            event.stopPropagation();
            close();
          }}
        >
          {(element['options'] as readonly Block[]).map((option) => (
            <button key={option['value']} type="button" role="menuitem" onClick={() => choose(option)}>
              {plainText(option['text'].text)}
              {option['description'] && <small>{plainText(option['description'].text)}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
