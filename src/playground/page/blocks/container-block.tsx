import type { ReactNode } from 'react';
import type { Block } from '../data/workspace-data.ts';
import { LibraryBlocks } from './library-blocks.tsx';
import { TextObject } from './text-object.tsx';

function Heading({ block }: { readonly block: Block }) {
  return (
    <>
      <strong>
        {block['rich_text_title'] ? (
          <LibraryBlocks blocks={[block['rich_text_title']]} />
        ) : (
          <TextObject text={block['title']} />
        )}
      </strong>
      {block['subtitle'] && (
        <small>
          <TextObject text={block['subtitle']} />
        </small>
      )}
    </>
  );
}

/** Blocks that belong together, under one heading. */
export function ContainerBlock({ block, children }: { readonly block: Block; readonly children: ReactNode }) {
  const name = `container ${block['width'] ?? 'standard'}`;
  if (!block['is_collapsible']) {
    return (
      <section className={name}>
        <header className={block['has_header_divider'] ? 'divided' : ''}>
          <Heading block={block} />
        </header>
        {children}
      </section>
    );
  }
  return (
    <details className={name} open={!block['default_collapsed']}>
      <summary>
        <Heading block={block} />
      </summary>
      {children}
    </details>
  );
}
