import { useState } from 'react';
import type { Block } from '../data/workspace-data.ts';
import { cellText, TableCell } from './table-cell.tsx';

type Row = readonly Block[];

interface Sorting {
  readonly column: number;
  readonly descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Numbers sort as numbers only where every cell of the column is one, as in Slack. */
function isNumeric(rows: readonly Row[], column: number): boolean {
  return rows.every((row) => row[column]?.type === 'raw_number');
}

function compare(first: Block | undefined, second: Block | undefined, byNumber: boolean): number {
  if (!first || !second) return 0;
  return byNumber ? first['value'] - second['value'] : collator.compare(cellText(first), cellText(second));
}

function arrange(rows: readonly Row[], filter: string, sorting: Sorting | undefined): readonly Row[] {
  const wanted = filter.trim().toLowerCase();
  const kept = wanted ? rows.filter((row) => row.some((cell) => cellText(cell).toLowerCase().includes(wanted))) : rows;
  if (!sorting) return kept;
  const byNumber = isNumeric(rows, sorting.column);
  const sign = sorting.descending ? -1 : 1;
  return kept.toSorted((one, other) => sign * compare(one[sorting.column], other[sorting.column], byNumber));
}

/** First click: the largest number, or the first letter; then the other way; then as it came. */
function nextSorting(before: Sorting | undefined, column: number, byNumber: boolean): Sorting | undefined {
  if (before?.column !== column) return { column, descending: byNumber };
  return before.descending === byNumber ? { column, descending: !byNumber } : undefined;
}

function ariaSort(sorting: Sorting | undefined, column: number): 'ascending' | 'descending' | 'none' {
  if (sorting?.column !== column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

/** A table that can be sorted, filtered and paged. */
export function DataTable({ block }: { readonly block: Block }) {
  const [header = [], ...rows] = block['rows'] as readonly Row[];
  const pageSize = (block['page_size'] as number | undefined) ?? 5;
  const rowHeader = (block['row_header_column_index'] as number | undefined) ?? 0;
  const [sorting, setSorting] = useState<Sorting>();
  const [filter, setFilter] = useState('');
  const [page, setPage] = useState(0);
  const shown = arrange(rows, filter, sorting);
  const pages = Math.max(1, Math.ceil(shown.length / pageSize));
  const at = Math.min(page, pages - 1);
  const visible = shown.slice(at * pageSize, (at + 1) * pageSize);
  const numeric = header.map((_cell, column) => isNumeric(rows, column));

  return (
    <figure className="data-table">
      <figcaption>
        <span>{block['caption']}</span>
        {rows.length > pageSize && (
          <input
            type="search"
            className="field small"
            placeholder="Filter"
            aria-label={`Filter ${block['caption']}`}
            value={filter}
            onChange={({ target }) => {
              setFilter(target.value);
              setPage(0);
            }}
          />
        )}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={block['caption']}>
        <table>
          <thead>
            <tr>
              {header.map((cell, column) => (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
                  key={column}
                  scope="col"
                  className={numeric[column] ? 'number' : ''}
                  aria-sort={ariaSort(sorting, column)}
                >
                  <button
                    type="button"
                    onClick={() => setSorting(nextSorting(sorting, column, numeric[column] === true))}
                  >
                    {cellText(cell)}
                    <span aria-hidden="true" className="sort-mark" />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => (
              <tr key={rows.indexOf(row)}>
                {row.map((cell, column) => {
                  const Tag = column === rowHeader ? 'th' : 'td';
                  return (
                    <Tag
                      // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
                      key={column}
                      className={numeric[column] ? 'number' : ''}
                      {...(column === rowHeader ? { scope: 'row' } : {})}
                    >
                      <TableCell cell={cell} />
                    </Tag>
                  );
                })}
              </tr>
            ))}
            {visible.length === 0 && (
              <tr>
                <td colSpan={header.length} className="nothing">
                  No row matches “{filter}”.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <div className="pager">
          <button type="button" className="button small" disabled={at === 0} onClick={() => setPage(at - 1)}>
            Previous
          </button>
          <span aria-live="polite">
            {at * pageSize + 1}–{at * pageSize + visible.length} of {shown.length}
          </span>
          <button type="button" className="button small" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
            Next
          </button>
        </div>
      )}
    </figure>
  );
}
