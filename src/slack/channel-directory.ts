import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { patiently } from './posting/patiently.ts';

/** A conversation as far as posting to it goes. */
export interface FoundChannel {
  readonly id: string;
  /** Without "#"; absent for a conversation of two. */
  readonly name?: string;
  /** Whether the app is in it, and so can post there. */
  readonly isMember: boolean;
  readonly isArchived: boolean;
  /** Whether only its members may know of it. */
  readonly isPrivate: boolean;
  /** Whether people of another company are in it, or may be. */
  readonly isShared: boolean;
}

/** Which channels there are, as far as the app may see: all public ones, and private ones that it is in. */
export interface ChannelDirectory {
  /**
   * The channel of an id or a name, with or without "#"; undefined when there is none that the app can see.
   *
   * @throws {AppError} `slack.*`
   */
  find(idOrName: string): Promise<FoundChannel | undefined>;
  /** Whether a person is in a channel that the app can see. @throws {AppError} `slack.*` */
  hasMember(channel: string, userId: string): Promise<boolean>;
  /** The conversation of a person and the app. @throws {AppError} `slack.*` */
  directWith(userId: string): Promise<FoundChannel>;
}

interface DirectoryOptions {
  readonly client: WebClient;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** How many channels or members are asked for at a time: at most 1,000. */
  readonly pageSize?: number;
}

const namesKeptMs = 60_000;
/** Enough for 20,000 channels, beyond which a channel is named by its id, or as many members of one. */
const mostPages = 20;
const patience = { withinMs: 4000, repeatable: true } as const;
const idForm = /^[CGD][A-Z0-9]{6,}$/u;

const listedSchema = z.object({ id: z.string(), name: z.string().optional() });
const knownSchema = listedSchema.extend({
  is_im: z.boolean().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_private: z.boolean().optional(),
  is_shared: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_org_shared: z.boolean().optional(),
});

/** Names are remembered for a minute; whether the app is in a channel is asked each time. */
export function createChannelDirectory({
  client,
  now = Date.now,
  pageSize = 1000,
}: DirectoryOptions): ChannelDirectory {
  let names: { readonly byName: ReadonlyMap<string, string>; readonly until: number } | undefined;

  async function info(id: string): Promise<FoundChannel | undefined> {
    try {
      const { channel } = await patiently(() => client.conversations.info({ channel: id }), patience);
      const { is_im, is_member, is_archived, is_private, name, ...sharing } = knownSchema.parse(channel);
      return {
        id,
        ...(name === undefined ? {} : { name }),
        isMember: is_im === true || is_member === true,
        isArchived: is_archived === true,
        isPrivate: is_private === true,
        isShared: isSharedOutside(sharing),
      };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async function allNames(): Promise<ReadonlyMap<string, string>> {
    if (names !== undefined && names.until > now()) return names.byName;
    const byName = new Map<string, string>();
    const request = { types: 'public_channel,private_channel', exclude_archived: true, limit: pageSize };
    for await (const { channels = [] } of pages((from) => client.conversations.list({ ...request, ...from }))) {
      for (const { id, name } of z.array(listedSchema).parse(channels)) {
        if (name !== undefined) byName.set(name, id);
      }
    }
    names = { byName, until: now() + namesKeptMs };
    return byName;
  }

  return {
    async find(idOrName) {
      const wanted = idOrName.trim().replace(/^#/u, '');
      const asId = wanted.toUpperCase();
      if (idForm.test(asId)) {
        const found = await info(asId);
        if (found !== undefined) return found;
      }
      const id = (await allNames()).get(wanted.toLowerCase());
      return id === undefined ? undefined : info(id);
    },
    async hasMember(channel, userId) {
      const request = { channel, limit: pageSize };
      try {
        for await (const { members = [] } of pages((from) => client.conversations.members({ ...request, ...from }))) {
          if (members.includes(userId)) return true;
        }
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
      return false;
    },
    async directWith(userId) {
      const { channel } = await patiently(() => client.conversations.open({ users: userId }), patience);
      return {
        id: listedSchema.parse(channel).id,
        isMember: true,
        isArchived: false,
        isPrivate: true,
        isShared: false,
      };
    },
  };
}

/**
 * A channel that only workspaces of one organization share is no company's but their own.
 *
 * @see https://docs.slack.dev/reference/objects/conversation-object
 */
function isSharedOutside({
  is_shared,
  is_ext_shared,
  is_org_shared,
}: Pick<z.infer<typeof knownSchema>, 'is_shared' | 'is_ext_shared' | 'is_org_shared'>): boolean {
  return is_ext_shared === true || (is_shared === true && is_org_shared !== true);
}

/** Page after page of what Slack lists. */
async function* pages<Page extends { readonly response_metadata?: { readonly next_cursor?: string } }>(
  read: (from: { readonly cursor?: string }) => Promise<Page>,
): AsyncGenerator<Page> {
  let cursor: string | undefined;
  for (let count = 0; count < mostPages && cursor !== ''; count += 1) {
    const from = cursor === undefined ? {} : { cursor };
    const page = await patiently(() => read(from), patience);
    yield page;
    cursor = page.response_metadata?.next_cursor ?? '';
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.details['error'] === 'channel_not_found';
}
