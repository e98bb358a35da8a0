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
}

/** Which channels there are, as far as the app may see: all public ones, and private ones that it is in. */
export interface ChannelDirectory {
  /**
   * The channel of an id or a name, with or without "#"; undefined when there is none that the app can see.
   *
   * @throws {AppError} `slack.*`
   */
  find(idOrName: string): Promise<FoundChannel | undefined>;
  /** The conversation of a person and the app. @throws {AppError} `slack.*` */
  directWith(userId: string): Promise<FoundChannel>;
}

interface DirectoryOptions {
  readonly client: WebClient;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const namesKeptMs = 60_000;
const pageSize = 1000;
/** Enough for 20,000 channels; beyond that a channel is named by its id. */
const mostPages = 20;
const patience = { withinMs: 4000, repeatable: true } as const;
const idForm = /^[CGD][A-Z0-9]{6,}$/u;

const listedSchema = z.object({ id: z.string(), name: z.string().optional() });
const knownSchema = listedSchema.extend({
  is_im: z.boolean().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
});

/** Names are remembered for a minute; whether the app is in a channel is asked each time. */
export function createChannelDirectory({ client, now = Date.now }: DirectoryOptions): ChannelDirectory {
  let names: { readonly byName: ReadonlyMap<string, string>; readonly until: number } | undefined;

  async function info(id: string): Promise<FoundChannel | undefined> {
    try {
      const { channel } = await patiently(() => client.conversations.info({ channel: id }), patience);
      const { is_im, is_member, is_archived, name } = knownSchema.parse(channel);
      return {
        id,
        ...(name === undefined ? {} : { name }),
        isMember: is_im === true || is_member === true,
        isArchived: is_archived === true,
      };
    } catch (error) {
      if (error instanceof AppError && error.details['error'] === 'channel_not_found') return undefined;
      throw error;
    }
  }

  async function allNames(): Promise<ReadonlyMap<string, string>> {
    if (names !== undefined && names.until > now()) return names.byName;
    const byName = new Map<string, string>();
    let cursor: string | undefined;
    for (let page = 0; page < mostPages && cursor !== ''; page += 1) {
      const request = { types: 'public_channel,private_channel', exclude_archived: true, limit: pageSize };
      const from = cursor;
      const answer = await patiently(
        () => client.conversations.list({ ...request, ...(from === undefined ? {} : { cursor: from }) }),
        patience,
      );
      for (const { id, name } of z.array(listedSchema).parse(answer.channels ?? [])) {
        if (name !== undefined) byName.set(name, id);
      }
      cursor = answer.response_metadata?.next_cursor ?? '';
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
    async directWith(userId) {
      const { channel } = await patiently(() => client.conversations.open({ users: userId }), patience);
      return { id: listedSchema.parse(channel).id, isMember: true, isArchived: false };
    },
  };
}
