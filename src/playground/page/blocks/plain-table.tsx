import type { Block } from '../data/workspace-data.ts';
import { TableCell } from './table-cell.tsx';

/** A table as it came. The library's own throws on numbers and reads raw text as mrkdwn. */
export function PlainTable({ block }: { readonly block: Block }) {
  const rows = block['rows'] as readonly (readonly Block[])[];
  const settings = (block['column_settings'] ?? []) as readonly (Block | null)[];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="data-table plain-table table-scroll" tabIndex={0} aria-label="Table">
      <table>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows and columns have no identity but their place
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows and columns have no identity but their place
                <td key={column} className={settings[column]?.['align'] === 'right' ? 'number' : ''}>
                  <TableCell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
