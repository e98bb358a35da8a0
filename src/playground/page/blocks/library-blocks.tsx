import { Message as LibraryMessage } from 'slack-blocks-to-jsx';
import { useDark } from '../data/use-dark.ts';
import { useSurroundings } from '../data/workspace-context.ts';
import type { Block } from '../data/workspace-data.ts';

const epoch = new Date(0);

/** Blocks that only show something, drawn by slack-blocks-to-jsx. */
export function LibraryBlocks({ blocks }: { readonly blocks: readonly Block[] }) {
  const { mentions } = useSurroundings();
  const isDark = useDark();
  return (
    <LibraryMessage
      // The server has checked the blocks against Slack's shapes, which are stricter than the library's types.
      blocks={blocks as never}
      theme={isDark ? 'dark' : 'light'}
      data={mentions}
      name=""
      logo=""
      time={epoch}
      withoutWrapper
    />
  );
}
