import { type Block, everyBlock, interactiveElements } from '../blocks/block-tree.ts';
import type { StateValues } from '../workspace/views.ts';
import { type Choice, elementState } from './element-values.ts';

/** What a person set the inputs to, by `block_id` and then by `action_id`. */
export type Inputs = Readonly<Record<string, Readonly<Record<string, Choice>>>>;

/** The state of everything that has one: what was set, and else what it began with. */
export function collectState(blocks: readonly Block[], inputs: Inputs): StateValues {
  const values: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  for (const block of everyBlock(blocks)) {
    for (const element of interactiveElements(block)) {
      const blockId = block.block_id ?? '';
      const actionId = element.action_id ?? '';
      const state = elementState(element, inputs[blockId]?.[actionId]);
      if (state) values[blockId] = { ...values[blockId], [actionId]: state };
    }
  }
  return values;
}
