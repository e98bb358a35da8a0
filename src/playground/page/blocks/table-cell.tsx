import type { Block } from '../data/workspace-data.ts';
import { LibraryBlocks } from './library-blocks.tsx';

/** What a cell says, for sorting and filtering. */
export function cellText(cell: Block): string {
  if (typeof cell['text'] === 'string') return cell['text'];
  const parts = (cell['elements'] ?? []) as readonly Block[];
  return parts.map(cellText).join(' ') || (cell['url'] as string | undefined) || '';
}

/** The content of a cell. */
export function TableCell({ cell }: { readonly cell: Block }) {
  return cell.type === 'rich_text' ? <LibraryBlocks blocks={[cell]} /> : (cell['text'] as string);
}
