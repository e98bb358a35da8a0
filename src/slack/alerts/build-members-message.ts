import { predictionLabel } from '../../answers/insight-words.ts';
import type { Alert } from '../../insights/alert.ts';
import { fitEscaped } from '../blocks/fit-message.ts';
import { header } from '../blocks/headline-blocks.ts';
import { limits } from '../blocks/limits.ts';
import type { Message, MessageBlock } from '../blocks/message-block.ts';
import { clip, escapeMrkdwn, mrkdwn, plain } from '../blocks/text-objects.ts';
import { buildShortActions } from './alert-controls.ts';
import { whoWords } from './alert-words.ts';
import { groupWords } from './group-words.ts';
import { leadBlocks, leadLines } from './lead-blocks.ts';
import { buildMembers } from './member-blocks.ts';
import { marked, statusWords, twin } from './status-words.ts';

/** A message of the outbox that may have to be seen outside of its thread. */
interface MembersMessage extends Message {
  /** Whether the channel is to see it too, and not only those who look into the thread. */
  readonly broadcast?: boolean;
}

/** Of so many alerts each is told so that nothing else need be read, and to the whole channel. */
const mostApart = 3;
/** So that each name is the same in a heading and in the text. */
const whoLength = 100;

/**
 * Up to 12 members of a group in its thread, each with all that can be done with it.
 *
 * A thread tells nobody of what is new in it. So a few who join a group later are told to the channel too; of many
 * each has a few words, under what they have in common.
 */
export function buildMembersMessage(members: readonly Alert[]): MembersMessage {
  if (members.length <= mostApart) return { ...apart(members), broadcast: true };
  const heading = groupWords(members);
  const frame = {
    // Also what the message says of itself where its thread is gone.
    blocks: [{ type: 'context', elements: [plain(heading, limits.field)] }] satisfies MessageBlock[],
    lines: [escapeMrkdwn(heading)],
  };
  const { blocks, lines } = buildMembers(members, frame);
  return fitEscaped([...frame.blocks, ...blocks], [...frame.lines, ...lines].join('\n'));
}

function apart(members: readonly Alert[]): Message {
  return fitEscaped(
    members.flatMap((alert, index) => [
      ...(index === 0 ? [] : [{ type: 'divider' as const }]),
      header(titleOf(alert)),
      ...leadBlocks(alert, 'whole', 'brief'),
      { type: 'context' as const, elements: [mrkdwn(statusWords(alert, marked), limits.field)] },
      ...buildShortActions(alert, index),
    ]),
    members
      .map((alert) =>
        [...[titleOf(alert), ...leadLines(alert, 'whole', 'brief')].map(escapeMrkdwn), statusWords(alert, twin)].join(
          '\n',
        ),
      )
      .join('\n\n'),
  );
}

/** What is over says so first. */
function titleOf({ facts, status }: Alert): string {
  const words = `${predictionLabel(facts.predictionType)} · ${clip(whoWords(facts), whoLength)}`;
  return status === 'resolved' ? `✅ Resolved · ${words}` : words;
}
