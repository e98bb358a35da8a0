import { z } from 'zod';
import { limitOf } from '../limits.ts';
import { richTextSchema } from './rich-text.ts';
import { blockIdField, listWithin, numberWithin, textWithin } from './text-objects.ts';

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richTextSchema]);

type Rows = readonly (readonly { readonly type: string }[])[];

function checkEqualWidth(rows: Rows, context: z.RefinementCtx): void {
  const width = rows[0]?.length;
  rows.forEach((row, index) => {
    if (row.length !== width) {
      context.addIssue({
        code: 'custom',
        message: 'all rows must have the same number of cells',
        path: ['rows', index],
      });
    }
  });
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/table-block */
export const tableSchema = z.strictObject({
  type: z.literal('table'),
  ...blockIdField,
  rows: listWithin('tableRows', listWithin('tableColumns', cell)),
  column_settings: listWithin(
    'tableColumnSettings',
    z
      .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
      .nullable(),
  ).optional(),
});

/** @see https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
export const dataTableSchema = z
  .strictObject({
    type: z.literal('data_table'),
    ...blockIdField,
    caption: textWithin('dataTableCaption'),
    rows: listWithin('dataTableRows', listWithin('dataTableColumns', cell)),
    page_size: numberWithin('dataTablePageSize').optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .superRefine((table, context) => {
    checkEqualWidth(table.rows, context);
    const header = table.rows[0] ?? [];
    header.forEach((headerCell, column) => {
      if (headerCell.type === 'rich_text') {
        context.addIssue({ code: 'custom', message: 'unsupported type: rich_text', path: ['rows', 0, column, 'type'] });
      }
    });
    if ((table.row_header_column_index ?? 0) >= header.length) {
      context.addIssue({ code: 'custom', message: 'must be the index of a column', path: ['row_header_column_index'] });
    }
  });

/** How many characters the cells of one table hold. */
export function cellCharacters(rows: readonly (readonly unknown[])[]): number {
  return rows.flat().reduce<number>((sum, one) => sum + textCharacters(one), 0);
}

/** How many characters of text anything of Block Kit holds, however deep. */
export function textCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textCharacters(one), 0);
  if (value === null || typeof value !== 'object') return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textCharacters(one)),
    0,
  );
}

interface Sized {
  readonly type: string;
  readonly rows?: unknown;
}

/** The first block whose table brings all tables of its kind over what a message may hold, or undefined. */
export function overfullTable(blocks: readonly Sized[]): number | undefined {
  const totals = { table: 0, data_table: 0 };
  for (const [index, block] of blocks.entries()) {
    if ((block.type !== 'table' && block.type !== 'data_table') || !Array.isArray(block.rows)) continue;
    totals[block.type] += cellCharacters(block.rows);
    const limit = block.type === 'table' ? 'tableCharacters' : 'dataTableCharacters';
    if (totals[block.type] > limitOf(limit).max) return index;
  }
  return undefined;
}
