import { afterEach, beforeEach } from 'vitest';
import type { Actor } from '../../../src/playground/actor.ts';
import type { Block } from '../../../src/playground/blocks/block-tree.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { people } from '../../../src/playground/workspace/people.ts';
import { type SlackWorkspace, signingSecret, startSlackWorkspace } from '../../support/slack-workspace.ts';
import { type FakeApp, startFakeApp } from './fake-app.ts';

export const { general, salesOps, csAlerts } = conversationIds;

export const plain = (text: string) => ({ type: 'plain_text', text });
export const button = (fields: object = {}) => ({
  type: 'button',
  text: plain('Go'),
  action_id: 'go',
  value: 'v',
  ...fields,
});

/** One actions block, `row`, with these elements. */
export const actions = (...elements: object[]) =>
  [{ type: 'actions', block_id: 'row', elements }] as unknown as readonly Block[];

/** A workspace with a tiny app connected to it, and a person at the keyboard. */
export interface Desk {
  readonly workspace: SlackWorkspace;
  readonly app: FakeApp;
  readonly you: () => Actor;
  /** The texts that you see in a conversation, `general` if none is named. */
  readonly texts: (channel?: string) => readonly string[];
  /** Posts blocks to `general` as the app. */
  readonly post: (blocks: readonly Block[]) => Promise<Message>;
  /** Presses the first element of the first block. */
  readonly press: (message: Message, choice?: string) => Promise<void>;
  /** Opens a modal for you; settles with its id. */
  readonly openModal: (view: object) => Promise<string>;
}

/** A desk that is new for each test of the file. */
export function createDesk(): Desk {
  let workspace: SlackWorkspace;
  let app: FakeApp;
  beforeEach(async () => {
    app = await startFakeApp(signingSecret);
    workspace = await startSlackWorkspace({ retryDelaysMs: [1, 1, 1] });
    workspace.playground.connect(app.url);
  });
  afterEach(async () => {
    await workspace.playground.close();
    await app.close();
  });

  const you = (): Actor => workspace.playground.as(people.you.id);

  async function post(blocks: readonly Block[]): Promise<Message> {
    await workspace.call('chat.postMessage', { channel: general, text: 'x', blocks });
    return workspace.playground.workspace.messages(general).at(-1) as Message;
  }

  async function press(message: Message, choice?: string): Promise<void> {
    const elements = message.blocks[0]?.['elements'] as readonly { action_id: string }[];
    await you().press({
      in: { channel: message.channel, ts: message.ts },
      blockId: message.blocks[0]?.block_id ?? '',
      actionId: elements[0]?.action_id ?? '',
      choice,
    });
  }

  return {
    get workspace() {
      return workspace;
    },
    get app() {
      return app;
    },
    you,
    texts: (channel = general) =>
      you()
        .messages(channel)
        .map(({ text }) => text),
    post,
    press,
    async openModal(view) {
      await press(await post(actions(button())));
      const { trigger_id } = app.received.at(-1)?.payload ?? {};
      const answer = await workspace.call('views.open', {
        trigger_id,
        view: { type: 'modal', title: plain('T'), ...view },
      });
      return answer['view'].id;
    },
  };
}
