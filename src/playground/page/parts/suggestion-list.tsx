import type { Suggestion } from './suggestions.ts';

interface Props {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onChoose: (suggestion: Suggestion) => void;
}

/** Commands that fit what is being typed. */
export function SuggestionList({ id, suggestions, active, onChoose }: Props) {
  return (
    <div className="suggestions" id={id} role="listbox" aria-label="Commands">
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Before the box loses its focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(suggestion);
          }}
        >
          <code>{suggestion.text}</code>
          <span>{suggestion.description}</span>
        </div>
      ))}
      <p className="suggestions-help">
        <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Tab</kbd> to fill in, <kbd>Enter</kbd> to send
      </p>
    </div>
  );
}
