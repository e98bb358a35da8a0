import { z } from 'zod';
import { limitOf } from '../limits.ts';
import { type Block, everyBlock, interactiveElements } from './block-tree.ts';
import { type Surface, surfaces } from './layout-blocks.ts';
import { slackWords } from './slack-words.ts';
import { overfullTable, textCharacters } from './tables.ts';

export type BlocksVerdict =
  | { readonly ok: true; readonly blocks: readonly Block[] }
  | {
      readonly ok: false;
      readonly error: 'invalid_blocks' | 'msg_blocks_too_long';
      readonly messages: readonly string[];
    };

/** A header takes up more of a message than its text; measured by others, not documented. */
const headerOverhead = 100;

function duplicates(values: readonly (string | undefined)[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value): value is string => {
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return false;
    }
    return true;
  });
}

function checkIds(blocks: readonly Block[], base: string): readonly string[] {
  const all = everyBlock(blocks);
  const twice = duplicates(all.map(({ block_id }) => block_id || undefined)).map(
    (id) => `[ERROR] \`block_id\` must be unique, "${id}" is used more than once [json-pointer:/${base}]`,
  );
  const actions = all.flatMap((block, index) =>
    duplicates(interactiveElements(block).map(({ action_id }) => action_id)).map(
      (id) => `[ERROR] \`action_id\` must be unique within a block, "${id}" is not [json-pointer:/${base}/${index}]`,
    ),
  );
  return [...twice, ...actions];
}

function checkTotals(blocks: readonly Block[], base: string): readonly string[] {
  const found: string[] = [];
  const charts = blocks.filter(({ type }) => type === 'data_visualization').length;
  const { max } = limitOf('chartsPerMessage');
  if (charts > max) found.push(`[ERROR] no more than ${max} data_visualization blocks allowed [json-pointer:/${base}]`);
  const everything = everyBlock(blocks);
  const table = overfullTable(everything);
  if (table !== undefined) {
    found.push(`[ERROR] the cells of all tables hold too many characters [json-pointer:/${base}/${table}/rows]`);
  }
  const markdown = everything.filter(({ type }) => type === 'markdown');
  if (textCharacters(markdown) > limitOf('markdownTotal').max) {
    found.push(
      `[ERROR] must be less than ${limitOf('markdownTotal').max + 1} characters over all markdown blocks [json-pointer:/${base}]`,
    );
  }
  return found;
}

function isTooLong(blocks: readonly Block[]): boolean {
  const tables = new Set(['table', 'data_table']);
  const read = everyBlock(blocks).filter(({ type }) => !tables.has(type) && type !== 'container');
  const headers = read.filter(({ type }) => type === 'header').length;
  return textCharacters(read) + headers * headerOverhead > limitOf('messageBlocksText').max;
}

/**
 * Whether Slack would take these blocks on this surface.
 *
 * @param base where the blocks stand in the request, for the pointers in the messages
 */
export function validateBlocks(input: unknown, surface: Surface, base = 'blocks'): BlocksVerdict {
  const { max } = limitOf(surface === 'message' ? 'messageBlocks' : 'viewBlocks');
  const parsed = z.array(surfaces[surface]).max(max).safeParse(input);
  if (!parsed.success) {
    return { ok: false, error: 'invalid_blocks', messages: slackWords(parsed.error, input, base.split('/')) };
  }
  const blocks = parsed.data as unknown as readonly Block[];
  const messages = [...checkIds(blocks, base), ...checkTotals(blocks, base)];
  if (messages.length > 0) return { ok: false, error: 'invalid_blocks', messages };
  if (surface === 'message' && isTooLong(blocks)) return { ok: false, error: 'msg_blocks_too_long', messages: [] };
  return { ok: true, blocks };
}
