/** A block or element as it comes over the wire; each renderer knows the fields that it reads. */
export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly action_id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the server has checked every block against Slack's shapes
  readonly [field: string]: any;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly role: string;
  readonly isBot: boolean;
  readonly isStranger: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'im';
  readonly topic: string;
  readonly isArchived: boolean;
  readonly hasApp: boolean;
  readonly memberCount: number;
}

export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** In bytes. */
  readonly size: number;
  /** The first fields of the first rows, where it is a table. */
  readonly preview: readonly (readonly string[])[];
  /** Whether the workspace still has what it holds. */
  readonly isKept: boolean;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly SharedFile[];
  readonly threadTs?: string;
  readonly broadcast: boolean;
  readonly isEphemeral: boolean;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly edited: boolean;
}

export interface View {
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly title?: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly close?: { readonly text: string };
  readonly blocks: readonly Block[];
}

export interface ThreadState {
  readonly status?: string;
  readonly title?: string;
  readonly promptsTitle?: string;
  readonly prompts?: readonly { readonly title: string; readonly message: string }[];
}

export interface Thread {
  readonly channel: string;
  readonly threadTs?: string;
  readonly state: ThreadState;
}

export interface Warning {
  readonly method: string;
  readonly text: string;
}

/** Everything that one person sees of the workspace. */
export interface Snapshot {
  readonly team: { readonly name: string };
  readonly app: {
    readonly name: string;
    readonly botUserId: string;
    readonly commands: readonly { readonly name: string; readonly hint: string; readonly description: string }[];
    readonly examples: readonly string[];
  };
  readonly people: readonly Person[];
  readonly you: string;
  readonly isConnected: boolean;
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  readonly views: readonly View[];
  readonly home: View | null;
  readonly threads: readonly Thread[];
}

/** What the server tells while the page is open. */
export type Change =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'removed'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'views'; readonly views: readonly View[] }
  | { readonly kind: 'home'; readonly home: View | null }
  | ({ readonly kind: 'thread' } & Thread)
  | ({ readonly kind: 'warning' } & Warning)
  | { readonly kind: 'connection'; readonly isConnected: boolean };

/** A person's choice: a text, an option's value or an id; several for multiple choices. */
export type Choice = string | readonly string[];

/** Choices by `block_id` and then by `action_id`. */
export type Inputs = Readonly<Record<string, Readonly<Record<string, Choice>>>>;
