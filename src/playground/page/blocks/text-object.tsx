import type { Block } from '../data/workspace-data.ts';
import { emoji } from './emoji.ts';
import { LibraryBlocks } from './library-blocks.tsx';

/** Plain text: taken by the letter but for emoji, unlike the library, which reads it as mrkdwn. */
export function plainText(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji[name] ?? whole);
}

/** A text object, plain or mrkdwn. */
export function TextObject({ text }: { readonly text: Block }) {
  if (text.type === 'mrkdwn') return <LibraryBlocks blocks={[{ type: 'section', text }]} />;
  return <span className="plain">{plainText(text['text'] as string)}</span>;
}
