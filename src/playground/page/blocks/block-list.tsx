import type { ComponentType } from 'react';
import type { Block } from '../data/workspace-data.ts';
import { CardBlock } from './card-block.tsx';
import { ContainerBlock } from './container-block.tsx';
import { ContextActionsBlock } from './context-actions-block.tsx';
import { ContextBlock } from './context-block.tsx';
import { DataTable } from './data-table.tsx';
import { Element } from './element.tsx';
import { InputBlock } from './input-block.tsx';
import { LibraryBlocks } from './library-blocks.tsx';
import { Picture } from './picture.tsx';
import { PlainTable } from './plain-table.tsx';
import { SectionBlock } from './section-block.tsx';
import { plainText, TextObject } from './text-object.tsx';

type Renderer = ComponentType<{ readonly block: Block }>;

function ActionsBlock({ block }: { readonly block: Block }) {
  return (
    <div className="actions">
      {(block['elements'] as readonly Block[]).map((element) => (
        <Element key={element.action_id} blockId={block.block_id ?? ''} element={element} />
      ))}
    </div>
  );
}

function HeaderBlock({ block }: { readonly block: Block }) {
  return <h3 className="header-block">{plainText(block['text'].text)}</h3>;
}

function AlertBlock({ block }: { readonly block: Block }) {
  return (
    <div className={`alert ${block['level'] ?? 'default'}`} role={block['level'] === 'error' ? 'alert' : 'status'}>
      <TextObject text={block['text']} />
    </div>
  );
}

function CarouselBlock({ block }: { readonly block: Block }) {
  return (
    <div className="carousel">
      {(block['elements'] as readonly Block[]).map((card) => (
        <CardBlock key={card.block_id} block={card} />
      ))}
    </div>
  );
}

/** A film is linked, not embedded: nothing from elsewhere is loaded here. */
function VideoBlock({ block }: { readonly block: Block }) {
  const url = (block['title_url'] ?? block['video_url']) as string;
  return (
    <p className="plain">
      ▶ <a href={url}>{plainText(block['title'].text)}</a>
    </p>
  );
}

/** Rich text without anything in it makes the library throw. */
function RichTextBlock({ block }: { readonly block: Block }) {
  const parts = (block['elements'] as readonly Block[]).filter((part) => part['elements']?.length > 0);
  return parts.length === 0 ? null : <LibraryBlocks blocks={[{ ...block, elements: parts }]} />;
}

/** What we draw ourselves: what can be pressed, and what the library lacks or draws wrongly. */
const renderers: Readonly<Record<string, Renderer>> = {
  actions: ActionsBlock,
  alert: AlertBlock,
  card: CardBlock,
  carousel: CarouselBlock,
  container: ({ block }) => (
    <ContainerBlock block={block}>
      <BlockList blocks={block['child_blocks']} />
    </ContainerBlock>
  ),
  context: ContextBlock,
  context_actions: ContextActionsBlock,
  data_table: DataTable,
  divider: () => <hr />,
  header: HeaderBlock,
  image: ({ block }) => <Picture image={block} />,
  input: InputBlock,
  rich_text: RichTextBlock,
  section: SectionBlock,
  table: PlainTable,
  video: VideoBlock,
};

/** Blocks, one under the other. */
export function BlockList({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block) => {
        const Renderer = renderers[block.type];
        return Renderer ? (
          <Renderer key={block.block_id} block={block} />
        ) : (
          <LibraryBlocks key={block.block_id} blocks={[block]} />
        );
      })}
    </div>
  );
}
