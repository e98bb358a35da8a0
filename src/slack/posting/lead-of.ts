import { z } from 'zod';
import { escapeMarkdown } from './escape-markdown.ts';
import type { AnyBlock, Message } from './message.ts';

/** A message in two parts: its first lines, in markdown, and the blocks below them. */
export interface Led {
  readonly lead: string;
  readonly rest: Message;
}

/**
 * The first lines of a message that begins with a header, and the sentence below it if there is one; undefined for
 * any other message, which is short anyway.
 */
export function leadOf({ text, blocks = [] }: Message): Led | undefined {
  const [first, second, ...others] = blocks;
  const title = textIn(first, 'header');
  if (title === undefined || second === undefined) return undefined;
  const sentence = others.length === 0 ? undefined : textIn(second, 'section');
  const lead = `## ${escapeMarkdown(title)}\n`;
  // Markdown may join lines that belong apart.
  if (sentence === undefined || sentence.includes('\n')) return { lead, rest: { text, blocks: blocks.slice(1) } };
  return { lead: `${lead}${escapeMarkdown(sentence)}\n`, rest: { text, blocks: others } };
}

const plainSchema = z.object({ type: z.string(), text: z.object({ type: z.literal('plain_text'), text: z.string() }) });

/** The plain text of a block that is of this type and holds nothing else. */
function textIn(block: AnyBlock | undefined, type: string): string | undefined {
  const read = plainSchema.strict().safeParse(block);
  return read.data?.type === type ? read.data.text.text : undefined;
}
