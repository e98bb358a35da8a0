import { BlockList } from '../blocks/block-list.tsx';
import { FallbackBoundary } from '../blocks/fallback-boundary.tsx';
import { type BlockSurface, SurfaceContext } from '../blocks/surface.ts';
import { safeBlocks } from '../data/safe-blocks.ts';
import type { View } from '../data/workspace-data.ts';

/** What a modal or the Home tab shows. */
export function ViewBody({
  view,
  surface,
}: {
  readonly view: View;
  readonly surface: BlockSurface & { problem: string | undefined };
}) {
  return (
    <SurfaceContext value={surface}>
      <FallbackBoundary key={view.hash} fallback={<p className="problem">This view could not be drawn.</p>}>
        <BlockList blocks={safeBlocks(view.blocks)} />
      </FallbackBoundary>
      {surface.problem && (
        <p className="problem" role="alert">
          {surface.problem}
        </p>
      )}
    </SurfaceContext>
  );
}
