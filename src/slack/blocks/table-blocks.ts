import type { DataTableBlock, TableBlock } from '@slack/types';
import type { Cell, Table } from '../../answers/answer.ts';
import { cellWords } from './figure-words.ts';
import { limits } from './limits.ts';
import { stated } from './text-objects.ts';

/** How many rows of a sortable table are shown at once: a whole page of a list, so that there is one pager. */
const rowsAtOnce = 20;

/** A small table that fits a message as it is. */
export function buildTable(table: Table): TableBlock {
  return {
    type: 'table',
    column_settings: table.columns.map((_column, index) => ({
      align: index > 0 && isNumeric(table, index) ? 'right' : 'left',
    })),
    rows: [
      table.columns.map(rawText),
      ...table.rows.slice(0, limits.tableRows).map((row) => row.map((cell) => rawText(cellWords(cell)))),
    ],
  };
}

/** A long table that the reader can sort, filter and page. */
export function buildDataTable(table: Table): DataTableBlock {
  const names = table.rows[0]?.findIndex((cell) => cell.kind === 'person') ?? -1;
  return {
    type: 'data_table',
    caption: stated(table.caption, limits.cell),
    page_size: rowsAtOnce,
    row_header_column_index: Math.max(names, 0),
    rows: [table.columns.map(rawText), ...table.rows.slice(0, limits.tableRows).map((row) => row.map(dataCell))],
  };
}

function isNumeric({ rows }: Table, column: number): boolean {
  return rows.some((row) => row[column]?.kind === 'number');
}

function dataCell(cell: Cell): DataTableBlock['rows'][number][number] {
  // A column sorts by number only while every cell in it is one, so a hidden figure stays text.
  if (cell.kind === 'number' && cell.value !== null) {
    return { type: 'raw_number', value: cell.value, text: cellWords(cell) };
  }
  return rawText(cellWords(cell));
}

function rawText(text: string): { type: 'raw_text'; text: string } {
  return { type: 'raw_text', text: stated(text, limits.cell) };
}
