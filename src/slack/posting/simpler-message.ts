import type { AnyBlock, Message } from './message.ts';

/** The blocks that every Slack client and workspace has known for years; the others can be refused. */
const plainBlocks: ReadonlySet<string> = new Set([
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'rich_text',
  'section',
]);

const blockRefusals: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_attachments']);
const lengthRefusals: ReadonlySet<string> = new Set(['msg_blocks_too_long', 'msg_too_long', 'too_many_blocks']);

/** Well below the length at which Slack refuses a whole message (near 13,200 characters). */
const shortenedBlocks = 9000;
/** Slack advises at most 4,000 characters of text. @see https://docs.slack.dev/reference/methods/chat.postMessage */
const shortenedText = 3500;

const cutNotice = 'This answer was too long for Slack, so its end was left out. A narrower question shows the rest.';

/**
 * The next simpler form of a message that Slack refused, or undefined when there is none that could help.
 *
 * Refused blocks: first without the thumbs, then without the native data blocks, then as text alone. Too long: first shortened,
 * then as shortened text. The text carries the same numbers, so no step loses the answer.
 */
export function simplerMessage(message: Message, refusal: string): Message | undefined {
  if (blockRefusals.has(refusal)) return withoutThumbs(message) ?? withoutNativeBlocks(message) ?? asText(message);
  if (lengthRefusals.has(refusal)) return shortened(message) ?? asText(message) ?? asShortText(message);
  return undefined;
}

/** Not every place takes them, and nothing is lost with them. */
function withoutThumbs({ text, blocks = [] }: Message): Message | undefined {
  const kept = blocks.filter(({ type }) => type !== 'context_actions');
  return kept.length === 0 || kept.length === blocks.length ? undefined : { text, blocks: kept };
}

function withoutNativeBlocks({ text, blocks = [] }: Message): Message | undefined {
  const kept = blocks.filter(({ type }) => plainBlocks.has(type));
  return kept.length === 0 || kept.length === blocks.length ? undefined : { text, blocks: kept };
}

function asText({ text, blocks }: Message): Message | undefined {
  return blocks === undefined ? undefined : { text: cut(text) };
}

function asShortText({ text }: Message): Message | undefined {
  const short = cut(text);
  return short === text ? undefined : { text: short };
}

function shortened({ text, blocks = [] }: Message): Message | undefined {
  const kept: AnyBlock[] = [];
  let length = 0;
  for (const block of blocks) {
    length += JSON.stringify(block).length;
    if (length > shortenedBlocks || kept.length === 48) break;
    kept.push(block);
  }
  if (kept.length === 0 || kept.length === blocks.length) return undefined;
  return { text: cut(text), blocks: [...kept, noticeBlock(cutNotice)] };
}

function cut(text: string): string {
  if (text.length <= shortenedText) return text;
  // Not through the middle of a character that takes two code units.
  const head = text.slice(0, shortenedText - cutNotice.length - 2).replace(/[\uD800-\uDBFF]$/, '');
  return `${head}…\n${cutNotice}`;
}

function noticeBlock(text: string): AnyBlock {
  const block = { type: 'context', elements: [{ type: 'plain_text', text }] };
  return block;
}
