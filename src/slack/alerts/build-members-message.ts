import type { Alert } from '../../insights/alert.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import type { Message } from '../blocks/message-block.ts';
import { buildMembers } from './member-blocks.ts';

/** Up to 12 members of a group in its thread, each in a few words with all that can be done with it. */
export function buildMembersMessage(members: readonly Alert[]): Message {
  const { blocks, lines } = buildMembers(members, { blocks: [], lines: [] });
  return fitEscaped(blocks, lines.join('\n'));
}
