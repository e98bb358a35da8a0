import type { Answer } from '../../answers/answer.ts';
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
  readonly digests: Pick<Digests, 'digest'>;
  readonly digestAnswer: (digest: Digest, intent: DigestRequest) => Answer;
}

/** What an outbox entry says, from how things are now; undefined when there is nothing left to say. */
export type RenderOutbound = (content: unknown) => Promise<Message | undefined>;

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

  async function draw(content: OutboundContent): Promise<Message | undefined> {
    switch (content.kind) {
      case 'group': {
        const view = await desk.group(content.groupId);
        return view === undefined ? undefined : buildGroupMessage(view);
      }
      case 'members': {
        const members = await found(content.alertIds);
        return members.length === 0 ? undefined : buildMembersMessage(members);
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
        const { days } = content;
        const intent: DigestRequest = { kind: 'operation', name: 'digest', arguments: { days } };
        return buildMessage(digestAnswer(await digests.digest({ days }), intent), 'channel');
      }
    }
  }

  return async (content) => draw(outboundContentSchema.parse(content));
}
