import { isSafeUrl } from '../data/safe-blocks.ts';
import type { ElementProps } from './element-props.ts';
import { plainText } from './text-object.tsx';

/** A button; with a `url` it opens that too. */
export function ButtonElement({ element, onChoose, isBusy }: ElementProps) {
  const url = element['url'] as string | undefined;
  return (
    <button
      type="button"
      className={`button ${element['style'] ?? ''}`}
      aria-busy={isBusy}
      aria-label={element['accessibility_label'] as string | undefined}
      onClick={() => {
        if (url && isSafeUrl(url)) window.open(url, '_blank', 'noopener,noreferrer');
        onChoose(undefined);
      }}
    >
      {plainText(element['text'].text)}
    </button>
  );
}
