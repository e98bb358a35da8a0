import type { Block } from '../data/workspace-data.ts';
import { Picture } from './picture.tsx';
import { TextObject } from './text-object.tsx';

/** Small print. */
export function ContextBlock({ block }: { readonly block: Block }) {
  return (
    <div className="context">
      {(block['elements'] as readonly Block[]).map((element, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the elements have no identity but their place
        <span key={index}>
          {element.type === 'image' ? <Picture image={element} /> : <TextObject text={element} />}
        </span>
      ))}
    </div>
  );
}
