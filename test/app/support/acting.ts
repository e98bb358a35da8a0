import { vi } from 'vitest';
import type { Actor } from '../../../src/playground/actor.ts';
import { type Block, everyBlock, interactiveElements } from '../../../src/playground/blocks/block-tree.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { bot } from '../../../src/playground/workspace/people.ts';
import type { View } from '../../../src/playground/workspace/views.ts';

/** The next message of the app that this person sees there, after the `count` that they saw before. */
export function answerAfter(actor: Actor, channel: string, count: number): Promise<Message> {
  return vi.waitFor(
    () => {
      const message = answersIn(actor, channel)[count];
      if (message === undefined) throw new Error(`no answer came to ${channel}`);
      return message;
    },
    { timeout: 10_000, interval: 10 },
  );
}

/** What the app has said there and this person sees; what it is still saying is not counted yet. */
export function answersIn(actor: Actor, channel: string): readonly Message[] {
  return actor.messages(channel).filter(({ user, isStreaming }) => user === bot.id && !isStreaming);
}

/** The slash command by which an answer says that the same can be asked. */
export function commandOf({ text, blocks }: Message): string {
  return /Same as ([^\n"]*)/.exec(`${text} ${JSON.stringify(blocks)}`)?.[1] ?? text;
}

/** Types something, and waits for what the app answers in that conversation. */
export async function ask(actor: Actor, channel: string, text: string, threadTs?: string): Promise<Message> {
  const before = answersIn(actor, channel).length;
  await actor.say({ channel, text, threadTs });
  return answerAfter(actor, channel, before);
}

/** Chooses an option of a select, or a thumb, in a message. */
export async function chooseIn(actor: Actor, message: Message, type: string, value: string | RegExp): Promise<void> {
  const fits = (text: unknown): text is string =>
    typeof text === 'string' && (typeof value === 'string' ? text === value : value.test(text));
  for (const block of everyBlock(message.blocks)) {
    for (const element of interactiveElements(block).filter((each) => each.type === type)) {
      const choice = valuesIn(element).find(fits);
      if (choice === undefined) continue;
      const place = { channel: message.channel, ts: message.ts };
      await actor.press({ in: place, blockId: block.block_id ?? '', actionId: element.action_id ?? '', choice });
      return;
    }
  }
  throw new Error(`no ${type} offers ${value}`);
}

/** Every `value` in a part of a message. */
function valuesIn(part: unknown): readonly unknown[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'value' in part ? [part.value] : [];
  return [...own, ...Object.values(part).flatMap(valuesIn)];
}

/** Presses the button with that label in a message. */
export async function pressIn(actor: Actor, message: Message, label: string | RegExp): Promise<void> {
  const place = { channel: message.channel, ts: message.ts };
  await actor.press({ in: place, ...findButton(message.blocks, label) });
}

/** Presses the button with that label in a modal or the Home tab. */
export async function pressInView(actor: Actor, view: View, label: string | RegExp): Promise<void> {
  await actor.press({ in: { viewId: view.id }, ...findButton(view.blocks, label) });
}

export function buttonsIn(blocks: readonly Block[]): readonly string[] {
  return buttons(blocks).map(({ label }) => label);
}

function findButton(blocks: readonly Block[], label: string | RegExp): { blockId: string; actionId: string } {
  const found = buttons(blocks).find((button) =>
    typeof label === 'string' ? button.label === label : label.test(button.label),
  );
  if (found === undefined) throw new Error(`no button ${label} among ${buttonsIn(blocks).join(', ')}`);
  return found;
}

function buttons(blocks: readonly Block[]): readonly { label: string; blockId: string; actionId: string }[] {
  return everyBlock(blocks).flatMap((block) =>
    interactiveElements(block)
      .filter(({ type }) => type === 'button')
      .map((element) => ({
        label: String((element['text'] as { text?: unknown } | undefined)?.text),
        blockId: block.block_id ?? '',
        actionId: element.action_id ?? '',
      })),
  );
}

/** The topmost modal that this person has open, once there is one that fits. */
export function modalOf(actor: Actor, fits: (view: View) => boolean = () => true): Promise<View> {
  return vi.waitFor(
    () => {
      const view = actor.views().at(-1);
      if (view === undefined || !fits(view)) throw new Error('no such modal is open');
      return view;
    },
    { timeout: 10_000, interval: 10 },
  );
}

export function textOf(blocks: readonly Block[]): string {
  return JSON.stringify(blocks);
}
