import { useId } from 'react';
import type { Block } from '../data/workspace-data.ts';
import { Element } from './element.tsx';
import { useSurface } from './surface.ts';
import { plainText } from './text-object.tsx';

/** Something asked for: its label, the element, a hint, and what is wrong with the answer. */
export function InputBlock({ block }: { readonly block: Block }) {
  const id = useId();
  const surface = useSurface();
  const error = surface.errors[block.block_id ?? ''];
  const label = plainText(block['label'].text);
  return (
    <div className={error ? 'input invalid' : 'input'}>
      <div className="input-label">
        {label}
        {block['optional'] && <span className="optional"> (optional)</span>}
      </div>
      <Element
        blockId={block.block_id ?? ''}
        element={block['element']}
        dispatches={block['dispatch_action'] === true}
        label={label}
        describedBy={error ? `${id}-error` : block['hint'] ? `${id}-hint` : undefined}
      />
      {error && (
        <div className="input-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
      {block['hint'] && !error && (
        <div className="hint" id={`${id}-hint`}>
          {plainText(block['hint'].text)}
        </div>
      )}
    </div>
  );
}
