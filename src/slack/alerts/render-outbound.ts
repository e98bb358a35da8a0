import type { Answer } from '../../answers/answer.ts';
import type { Sending } from '../../delivery/delivery-port.ts';
import type { Alert, AlertDesk } from '../../insights/alert.ts';
import type { Digest, Digests } from '../../insights/digest.ts';
import { type OutboundContent, outboundContentSchema } from '../../insights/outbound-content.ts';
import type { Operation } from '../../intents/operations.ts';
import { buildMessage } from '../blocks/build-message.ts';
import type { Message } from '../blocks/message-block.ts';
import { buildAssignedMessage } from './build-assigned-message.ts';
import { buildGroupMessage } from './build-group-message.ts';
import { buildMembersMessage } from './build-members-message.ts';
import { buildReminderMessage } from './build-reminder-message.ts';

type DigestRequest = Extract<Operation, { name: 'digest' }>;

export interface RenderOptions {
  readonly desk: Pick<AlertDesk, 'find' | 'group'>;
  readonly digests: Pick<Digests, 'digest' | 'isOutdated'>;
  readonly digestAnswer: (digest: Digest, intent: DigestRequest) => Answer;
}

/** What an outbox entry says, from how things are now; undefined when there is nothing left to say. */
export type RenderOutbound = (content: unknown, entryId: string, sending: Sending) => Promise<Message | undefined>;

const isOver = ({ status }: Alert): boolean => status === 'resolved';

/**
 * Draws what the outbox sends.
 *
 * The result throws `repository.*`, and a zod error for content that is none of ours.
 */
export function createRenderOutbound({ desk, digests, digestAnswer }: RenderOptions): RenderOutbound {
  /** In the order given; those that are gone are left out. */
  async function found(alertIds: readonly string[]): Promise<Alert[]> {
    const alerts = await Promise.all(alertIds.map((alertId) => desk.find(alertId)));
    return alerts.filter((alert) => alert !== undefined);
  }

  /** @param isNew nobody has been told yet: of what is over by now nobody need be */
  async function draw(content: OutboundContent, isNew: boolean): Promise<Message | undefined> {
    switch (content.kind) {
      case 'group': {
        const view = await desk.group(content.groupId);
        if (view === undefined || (isNew && view.members.every(isOver))) return undefined;
        return buildGroupMessage(view);
      }
      case 'members': {
        const members = await found(content.alertIds);
        if (members.length === 0 || (isNew && members.every(isOver))) return undefined;
        return buildMembersMessage(members);
      }
      case 'reminder': {
        const members = (await found(content.alertIds)).filter(({ status }) => status === 'open');
        return members.length === 0 ? undefined : buildReminderMessage(content.reason, members);
      }
      case 'assigned': {
        const alert = await desk.find(content.alertId);
        // Somebody else's by now, or over: then it is nothing to ask for any more.
        const isTheirs = alert?.owner === content.to && alert.status !== 'resolved';
        return isTheirs ? buildAssignedMessage(alert, content.by) : undefined;
      }
      case 'digest': {
        const { days, until, channel } = content;
        if (until !== undefined && channel !== undefined && (await digests.isOutdated({ channel, until })))
          return undefined;
        const intent: DigestRequest = { kind: 'operation', name: 'digest', arguments: { days } };
        return buildMessage(digestAnswer(await digests.digest({ days, until }), intent), 'channel');
      }
    }
  }

  return async (content, _entryId, sending) => draw(outboundContentSchema.parse(content), sending === 'post');
}
