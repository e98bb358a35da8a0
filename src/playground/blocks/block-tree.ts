import { randomBytes } from 'node:crypto';

/** A block, or an element of one, as it came over the wire and was found to be sound. */
export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}

/** An element that a person can press, choose from or type into. */
export interface Interactive extends Block {
  readonly action_id?: string;
}

const withoutAction = new Set(['image', 'plain_text', 'mrkdwn', 'rich_text', 'section']);

function isBlock(value: unknown): value is Block {
  return value !== null && typeof value === 'object' && typeof Reflect.get(value, 'type') === 'string';
}

function listOf(value: unknown): readonly Block[] {
  return Array.isArray(value) ? value.filter(isBlock) : [];
}

/** The blocks in the order of reading, those inside containers and carousels included. */
export function everyBlock(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => {
    if (block.type === 'container') return [block, ...everyBlock(listOf(block['child_blocks']))];
    if (block.type === 'carousel') return [block, ...everyBlock(listOf(block['elements']))];
    return [block];
  });
}

/** The elements of one block that a person can act on. */
export function interactiveElements(block: Block): readonly Interactive[] {
  const single = [block['accessory'], block['element']].filter(isBlock);
  const lists = block.type === 'carousel' ? [] : [...listOf(block['elements']), ...listOf(block['actions'])];
  return [...single, ...lists].filter(({ type }) => !withoutAction.has(type) && !type.startsWith('rich_text'));
}

function newId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

function withActionId(element: Interactive): Interactive {
  return interactiveElements({ type: 'actions', elements: [element] }).length > 0
    ? { ...element, action_id: element.action_id ?? newId() }
    : element;
}

/** The blocks with a `block_id` on each and an `action_id` on each interactive element, as Slack fills them in. */
export function withIds(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    const filled: Record<string, unknown> = { ...block, block_id: block.block_id || newId() };
    for (const field of ['accessory', 'element']) {
      const element = block[field];
      if (isBlock(element)) filled[field] = withActionId(element);
    }
    if (block.type === 'container') filled['child_blocks'] = withIds(listOf(block['child_blocks']));
    if (block.type === 'carousel') filled['elements'] = withIds(listOf(block['elements']));
    else if (Array.isArray(block['elements']) && block.type !== 'rich_text') {
      filled['elements'] = listOf(block['elements']).map(withActionId);
    }
    if (Array.isArray(block['actions'])) filled['actions'] = listOf(block['actions']).map(withActionId);
    return filled as Block;
  });
}
