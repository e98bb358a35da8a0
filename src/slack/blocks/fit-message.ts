import { limits } from './limits.ts';
import type { Message, MessageBlock } from './message-block.ts';
import { clipEscaped, escapeMrkdwn, plain } from './text-objects.ts';

const cutNote = 'Cut to fit into one message. Ask for less, or open the list.';

/**
 * Makes a message that Slack takes, whatever it is made from: too many blocks or characters are cut,
 * from the longest table first, then from the end, and the message says so.
 *
 * @param text not escaped yet
 */
export function fitMessage(blocks: readonly MessageBlock[], text: string): Message {
  return fitEscaped(blocks, escapeMrkdwn(text));
}

/** The same for a text that is escaped already and may mention people. */
export function fitEscaped(blocks: readonly MessageBlock[], escaped: string): Message {
  const fitted = fitBlocks(blocks);
  return { blocks: fitted, text: escaped.length > limits.messageText ? cutText(escaped) : escaped };
}

function cutText(escaped: string): string {
  return `${clipEscaped(escaped, limits.messageText - cutNote.length - 1)}\n${cutNote}`;
}

function fitBlocks(blocks: readonly MessageBlock[]): readonly MessageBlock[] {
  if (fits(blocks)) return blocks;
  const note: MessageBlock = { type: 'context', elements: [plain(cutNote, limits.field)] };
  let shorter = [...blocks];
  while (!fits([...shorter, note])) {
    const halved = halveLongestTable(shorter);
    shorter = halved ?? shorter.slice(0, -1);
  }
  return [...shorter, note];
}

/** Whether Slack takes these blocks in one message. */
export function fits(blocks: readonly MessageBlock[]): boolean {
  return blocks.length <= limits.messageBlocks && JSON.stringify(blocks).length <= limits.messageSize;
}

/** The blocks with the longest table's lower half gone; undefined when no table has rows to spare. */
function halveLongestTable(blocks: readonly MessageBlock[]): MessageBlock[] | undefined {
  const rowsOf = (block: MessageBlock): number =>
    block.type === 'table' || block.type === 'data_table' ? block.rows.length : 0;
  const longest = Math.max(...blocks.map(rowsOf));
  if (longest <= 2) return undefined;
  const target = blocks.findIndex((block) => rowsOf(block) === longest);
  return blocks.map((block, index) =>
    index === target && (block.type === 'table' || block.type === 'data_table')
      ? ({ ...block, rows: block.rows.slice(0, Math.ceil(longest / 2)) } as MessageBlock)
      : block,
  );
}
