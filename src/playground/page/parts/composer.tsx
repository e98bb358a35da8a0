import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useSnapshot } from '../data/workspace-context.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

interface Props {
  readonly placeholder: string;
  readonly onSend: (text: string) => void;
  /** What was sent before from here, oldest first. */
  readonly history: readonly string[];
}

/** The message box: Enter sends, the arrow up brings back what was sent before, a slash shows the commands. */
export function Composer({ placeholder, onSend, history }: Props) {
  const snapshot = useSnapshot();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [recalled, setRecalled] = useState(0);
  const [active, setActive] = useState(-1);
  const [isHidden, setHidden] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const suggestions = isHidden || !isFocused ? [] : suggestionsFor(text, snapshot.app);

  useEffect(() => {
    // On a touch screen the focus would open the keyboard over the page.
    if (window.matchMedia('(pointer: fine)').matches) box.current?.focus();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 180)}px`;
  }, [text]);

  function write(next: string): void {
    setText(next);
    setActive(-1);
    setHidden(false);
  }

  function send(): void {
    if (text.trim() === '') return;
    onSend(text);
    write('');
    setRecalled(0);
  }

  function fill(suggestion: Suggestion): void {
    write(suggestion.text);
    box.current?.focus();
  }

  function recall(step: number): void {
    const next = Math.min(Math.max(recalled + step, 0), history.length);
    setRecalled(next);
    write(next === 0 ? '' : (history[history.length - next] ?? ''));
    setHidden(true);
  }

  function onArrow(event: KeyboardEvent, step: 1 | -1): void {
    const isRecalling = text === '' || (recalled > 0 && text === history[history.length - recalled]);
    if (isRecalling && history.length > 0) {
      event.preventDefault();
      recall(-step);
    } else if (suggestions.length > 0) {
      event.preventDefault();
      setActive((active + step + suggestions.length) % suggestions.length);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const chosen = suggestions[active];
    if (event.key === 'ArrowUp') onArrow(event, -1);
    else if (event.key === 'ArrowDown') onArrow(event, 1);
    else if (event.key === 'Escape' && suggestions.length > 0) setHidden(true);
    else if (event.key === 'Tab' && !event.shiftKey && suggestions.length > 0) {
      event.preventDefault();
      fill(chosen ?? (suggestions[0] as Suggestion));
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (chosen) fill(chosen);
      else send();
    }
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {suggestions.length > 0 && (
        <SuggestionList id={`${id}-list`} suggestions={suggestions} active={active} onChoose={fill} />
      )}
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        role="combobox"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-list-${active}` : undefined}
        onChange={({ target }) => write(target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      />
      <div className="composer-tools">
        <button
          type="button"
          className="quiet"
          onClick={() => fill({ text: '/', description: '' })}
          aria-label="Commands"
        >
          /
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => fill({ text: `${text}@${snapshot.app.name} `, description: '' })}
          aria-label={`Mention ${snapshot.app.name}`}
        >
          @
        </button>
        <span className="composer-help">
          <b>Shift + Enter</b> for a new line
        </span>
        <button type="submit" className="send" disabled={text.trim() === ''} aria-label="Send">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 2.5 14 8 2 13.5 3.8 8.6 9 8 3.8 7.4Z" />
          </svg>
        </button>
      </div>
    </form>
  );
}
