import type { Block } from '../data/workspace-data.ts';
import { Element } from './element.tsx';
import { Picture } from './picture.tsx';
import { TextObject } from './text-object.tsx';

/** A card: pictures, up to four texts, and buttons. */
export function CardBlock({ block }: { readonly block: Block }) {
  return (
    <article className="card">
      {block['hero_image'] && <Picture image={block['hero_image']} />}
      <header>
        {block['icon'] && <Picture image={block['icon']} />}
        <div>
          {block['title'] && (
            <div className="card-title">
              <TextObject text={block['title']} />
            </div>
          )}
          {block['subtitle'] && (
            <div className="card-subtitle">
              <TextObject text={block['subtitle']} />
            </div>
          )}
        </div>
      </header>
      {block['body'] && <TextObject text={block['body']} />}
      {block['subtext'] && (
        <div className="card-subtitle">
          <TextObject text={block['subtext']} />
        </div>
      )}
      {block['actions'] && (
        <div className="actions">
          {(block['actions'] as readonly Block[]).map((button) => (
            <Element key={button.action_id} blockId={block.block_id ?? ''} element={button} />
          ))}
        </div>
      )}
    </article>
  );
}
