import type { Block } from '../blocks/block-tree.ts';
import type { SharedFile } from './files.ts';

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** A message as the workspace keeps it. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  /** A person, the bot, or `USLACKBOT`. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly SharedFile[];
  readonly threadTs: string | undefined;
  /** Whether a reply in a thread shows in the channel too. */
  readonly broadcast: boolean;
  /** The one person who sees it; undefined for everyone in the channel. */
  readonly onlyFor: string | undefined;
  readonly metadata: MessageMetadata | undefined;
  readonly reactions: readonly Reaction[];
  readonly edited: boolean;
  /** Whether the app is still adding to it. */
  readonly isStreaming: boolean;
}

export const slackbot = 'USLACKBOT';
