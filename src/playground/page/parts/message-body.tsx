import { BlockList } from '../blocks/block-list.tsx';
import { FallbackBoundary } from '../blocks/fallback-boundary.tsx';
import { LibraryBlocks } from '../blocks/library-blocks.tsx';
import { SurfaceContext } from '../blocks/surface.ts';
import { useSurfaceState } from '../blocks/use-surface-state.ts';
import { safeBlocks, withoutUnsafeLinks } from '../data/safe-blocks.ts';
import type { Message } from '../data/workspace-data.ts';

function TextTwin({ text }: { readonly text: string }) {
  return (
    <div className="text-twin">
      <p className="problem">This message could not be drawn. Its text:</p>
      <pre>{text || 'It has no text either.'}</pre>
    </div>
  );
}

/** What a message says: its blocks, or its text where it has none or they cannot be drawn. */
export function MessageBody({ message }: { readonly message: Message }) {
  const surface = useSurfaceState({ channel: message.channel, ts: message.ts });
  const blocks =
    message.blocks.length > 0 ? (
      <BlockList blocks={safeBlocks(message.blocks)} />
    ) : (
      <LibraryBlocks
        blocks={[{ type: 'section', text: { type: 'mrkdwn', text: withoutUnsafeLinks(message.text) || ' ' } }]}
      />
    );
  return (
    <SurfaceContext value={surface}>
      <FallbackBoundary
        key={message.edited ? JSON.stringify(message.blocks) : 'first'}
        fallback={<TextTwin text={message.text} />}
      >
        {blocks}
      </FallbackBoundary>
      {surface.problem && (
        <p className="problem" role="alert">
          {surface.problem}
        </p>
      )}
    </SurfaceContext>
  );
}
