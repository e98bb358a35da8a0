import type { Export } from '../../../answers/export/export-of.ts';
import { formatValue } from '../../../catalog/derive/format.ts';

/** What is said where someone pressed, once they have the file. */
export function sentWords(fileName: string, rows: number): string {
  return `I sent you ${fileName} (${rowWords(rows)}) in our direct messages.`;
}

/**
 * What is said with the file: what was asked, and what to know of the rows.
 *
 * @param rows how many are in the file
 */
export function exportNotes({ understood, notes, rows: all, personal }: Export, rows: number): string[] {
  return [
    `${understood.words}: ${rowWords(rows)}. Same as ${understood.command}`,
    ...notes,
    ...(rows < all.length ? [`Only the first of ${rowWords(all.length)}: a file with all would be too large.`] : []),
    ...(personal === 'included'
      ? ['Personal details of people are in the last columns: pass the file on with care.']
      : []),
    ...(personal === 'withheld'
      ? ['Personal details of people are left out: only people of this workspace, no guests, may have them.']
      : []),
  ];
}

function rowWords(rows: number): string {
  return `${formatValue(rows, 'count')} ${rows === 1 ? 'row' : 'rows'}`;
}
