import { type Block, everyBlock, type Interactive, interactiveElements } from '../blocks/block-tree.ts';
import type { Stand } from '../stand.ts';
import { messagePayload } from '../web-api/payloads.ts';
import type { Message } from '../workspace/message.ts';
import type { Person } from '../workspace/people.ts';
import { type View, viewPayload } from '../workspace/views.ts';
import { collectState, type Inputs } from './collect-state.ts';
import { actionValue, type Choice } from './element-values.ts';
import { channelName, payloadOrigin } from './payload-parts.ts';
import { Refusal } from './refusal.ts';
import { conversationOf } from './say.ts';

/** Where the pressed element is: in a message, or in a view (a modal or the Home tab). */
export type Place = { readonly channel: string; readonly ts: string } | { readonly viewId: string };

/** A button pressed, or something chosen. */
export interface Pressing {
  readonly in: Place;
  readonly blockId: string;
  readonly actionId: string;
  readonly choice?: Choice | undefined;
  /** What the other inputs around it are set to. */
  readonly inputs?: Inputs | undefined;
}

function findElement(blocks: readonly Block[], { blockId, actionId }: Pressing): Interactive {
  const block = everyBlock(blocks).find(({ block_id }) => block_id === blockId);
  const element = block && interactiveElements(block).find(({ action_id }) => action_id === actionId);
  if (!element) throw new Refusal('That is not there any more.');
  return element;
}

function messagePlace(message: Message, person: Person, pressing: Pressing, stand: Stand): Record<string, unknown> {
  const conversation = conversationOf(person, message.channel, stand);
  const origin = { channel: message.channel, userId: person.id, messageTs: message.ts };
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== undefined,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: message.channel, name: channelName(conversation) },
    // Slack does not show an app its own ephemeral messages again.
    ...(message.onlyFor ? {} : { message: messagePayload(message) }),
    state: { values: collectState(message.blocks, pressing.inputs ?? {}) },
    response_url: `${stand.origin()}${stand.responseUrls.issue(origin)}`,
  };
}

function viewPlace(view: View, pressing: Pressing): Record<string, unknown> {
  return {
    container: { type: 'view', view_id: view.id },
    view: viewPayload(view, collectState(view.blocks, pressing.inputs ?? {})),
  };
}

function findPlace(
  person: Person,
  pressing: Pressing,
  stand: Stand,
): { readonly blocks: readonly Block[]; readonly fields: Record<string, unknown>; readonly viewId?: string } {
  const place = pressing.in;
  if ('viewId' in place) {
    const view = stand.views.find({ viewId: place.viewId });
    if (!view || view.userId !== person.id) throw new Refusal('That view is closed.');
    return { blocks: view.blocks, fields: viewPlace(view, pressing), viewId: view.id };
  }
  const message = stand.workspace.find(place.channel, place.ts);
  if (!message || (message.onlyFor && message.onlyFor !== person.id)) throw new Refusal('That message is gone.');
  return { blocks: message.blocks, fields: messagePlace(message, person, pressing, stand) };
}

/**
 * A person presses a button or chooses something; settles once the app has acknowledged it.
 *
 * @throws {Refusal} where there is nothing to press, or the app does not answer
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export async function press(person: Person, pressing: Pressing, stand: Stand): Promise<void> {
  const { blocks, fields, viewId } = findPlace(person, pressing, stand);
  const element = findElement(blocks, pressing);
  const chosen = pressing.choice ?? pressing.inputs?.[pressing.blockId]?.[pressing.actionId];
  const action = {
    type: element.type,
    action_id: pressing.actionId,
    block_id: pressing.blockId,
    ...(element['style'] ? { style: element['style'] } : {}),
    ...(element['url'] ? { url: element['url'] } : {}),
    ...actionValue(element, chosen),
    action_ts: (stand.clock() / 1000).toFixed(6),
  };
  const payload = {
    type: 'block_actions',
    ...payloadOrigin(person, stand),
    ...fields,
    trigger_id: stand.triggers.issue(person.id, viewId),
    actions: [action],
  };
  const delivery = await stand.line.sendForm({ payload: JSON.stringify(payload) });
  if (!delivery.ok) throw new Refusal('The app did not answer. Try again in a moment.');
}
