import { AppError } from '../../../errors/app-error.ts';
import type { ChannelDirectory, FoundChannel } from '../../channel-directory.ts';
import { isDirect } from '../is-direct.ts';

export type ResolvedChannel =
  | { readonly ok: true; readonly channel: string; readonly isShared: boolean }
  /** @property sentence why nothing can be told there, and what to do */
  | { readonly ok: false; readonly sentence: string };

/**
 * The channel that something is to be told in, if the app can post there and the person may know of it: of a private
 * channel, those who are not in it hear no more than of one that does not exist.
 *
 * @param wanted an id or a name, or `me` for the conversation of the person and the app; where it was asked when left out
 * @throws {AppError} `slack.*`
 */
export async function resolveChannel(
  channels: ChannelDirectory,
  wanted: string | undefined,
  { userId, channel }: { readonly userId: string; readonly channel?: string | undefined },
): Promise<ResolvedChannel> {
  const target = wanted ?? channel;
  try {
    // A conversation of two may be one that the app is not in: what is asked there is told to the asker directly.
    if (target === undefined || target === 'me' || isDirect(target)) {
      return { ok: true, channel: (await channels.directWith(userId)).id, isShared: false };
    }
    const found = await channels.find(target);
    // Whoever asks there is there.
    const isTheirs = found === undefined || !found.isPrivate || found.id === channel;
    const maySee = isTheirs || (await channels.hasMember(found.id, userId));
    return judge(maySee ? found : undefined, target);
  } catch (error) {
    if (error instanceof AppError && error.details['error'] === 'missing_scope') return { ok: false, sentence: blind };
    throw error;
  }
}

const blind =
  'I may not look at that conversation, so nothing was saved. In a channel it works once whoever runs Vitals has installed it anew with the scopes of its manifest.';

function judge(found: FoundChannel | undefined, wanted: string): ResolvedChannel {
  const name = found?.name ?? wanted.replace(/^#/u, '');
  if (found === undefined) {
    const sentence = `I can see no channel #${name}. If it is private, both of us must be in it: /invite @Vitals. Nothing was saved.`;
    return { ok: false, sentence };
  }
  if (found.isArchived) return { ok: false, sentence: `#${name} is archived, so nothing can be told there.` };
  if (!found.isMember) {
    return {
      ok: false,
      sentence: `I am not in #${name}. Invite me there (/invite @Vitals) and ask again. Nothing was saved.`,
    };
  }
  return { ok: true, channel: found.id, isShared: found.isShared };
}
