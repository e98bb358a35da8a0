import type { Block } from '../data/workspace-data.ts';
import { Element } from './element.tsx';
import { Picture } from './picture.tsx';
import { TextObject } from './text-object.tsx';

function Fields({ fields }: { readonly fields: readonly Block[] }) {
  return (
    <div className="fields">
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field has no identity but its place
        <div key={index}>
          <TextObject text={field} />
        </div>
      ))}
    </div>
  );
}

/** A text, its fields, and what stands beside them. */
export function SectionBlock({ block }: { readonly block: Block }) {
  const accessory = block['accessory'] as Block | undefined;
  return (
    <div className="section">
      <div className="section-text">
        {block['text'] && <TextObject text={block['text']} />}
        {block['fields'] && <Fields fields={block['fields']} />}
      </div>
      {accessory &&
        (accessory.type === 'image' ? (
          <Picture image={accessory} />
        ) : (
          <div className="accessory">
            <Element blockId={block.block_id ?? ''} element={accessory} />
          </div>
        ))}
    </div>
  );
}
