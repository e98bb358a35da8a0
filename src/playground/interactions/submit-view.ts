import { z } from 'zod';
import type { Block } from '../blocks/block-tree.ts';
import { validateView } from '../blocks/validate-view.ts';
import type { Stand } from '../stand.ts';
import type { Person } from '../workspace/people.ts';
import { type View, viewPayload } from '../workspace/views.ts';
import { collectState, type Inputs } from './collect-state.ts';
import { inputProblem } from './element-values.ts';
import { payloadOrigin } from './payload-parts.ts';
import { Refusal } from './refusal.ts';

/** What is wrong with the inputs, by `block_id`; empty when the view went through. */
export type InputErrors = Readonly<Record<string, string>>;

const trouble = 'We had some trouble connecting. Try again?';

const answerSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

type Answer = z.infer<typeof answerSchema>;

function openModal(person: Person, viewId: string, stand: Stand): View {
  const view = stand.views.stack(person.id).find(({ id }) => id === viewId);
  if (!view) throw new Refusal('That window is closed.');
  return view;
}

function checkInputs(view: View, inputs: Inputs): InputErrors {
  const values = collectState(view.blocks, inputs);
  const problems = view.blocks
    .filter(({ type }) => type === 'input')
    .map((block: Block) => {
      const state = Object.values(values[block.block_id ?? ''] ?? {})[0] ?? {};
      return [block.block_id ?? '', inputProblem(block, state)] as const;
    });
  return Object.fromEntries(problems.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function readAnswer(body: string): Answer | undefined {
  if (body.trim() === '') return undefined;
  try {
    return answerSchema.parse(JSON.parse(body));
  } catch (cause) {
    throw new Refusal(trouble, { cause });
  }
}

function readView(input: unknown, stand: Stand): Parameters<Stand['views']['update']>[1] {
  const verdict = validateView(input, 'modal');
  if (verdict.ok) return verdict.view;
  stand.warn({ method: 'view_submission', text: verdict.messages.join(' ') });
  throw new Refusal(trouble);
}

function followAnswer(answer: Answer | undefined, view: View, stand: Stand): InputErrors {
  if (answer === undefined) {
    stand.views.close(view.userId, false);
    return {};
  }
  switch (answer.response_action) {
    case 'errors': {
      const known = new Set(view.blocks.map(({ block_id }) => block_id));
      if (Object.keys(answer.errors).some((id) => !known.has(id))) {
        stand.warn({ method: 'view_submission', text: 'errors name a block_id that the view does not have' });
        throw new Refusal(trouble);
      }
      return answer.errors;
    }
    case 'update':
      stand.views.update(view, readView(answer.view, stand));
      return {};
    case 'push':
      if (!stand.views.push(view.userId, readView(answer.view, stand))) throw new Refusal(trouble);
      return {};
    case 'clear':
      stand.views.close(view.userId, true);
      return {};
  }
}

/**
 * A person submits a modal; settles with what the app made of it.
 *
 * @throws {Refusal} where the modal is closed, or the app does not answer as it should
 * @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export async function submitView(person: Person, viewId: string, inputs: Inputs, stand: Stand): Promise<InputErrors> {
  const view = openModal(person, viewId, stand);
  const problems = checkInputs(view, inputs);
  if (Object.keys(problems).length > 0) return problems;
  const payload = {
    type: 'view_submission',
    ...payloadOrigin(person, stand),
    trigger_id: stand.triggers.issue(person.id, view.id),
    view: viewPayload(view, collectState(view.blocks, inputs)),
    response_urls: [],
  };
  const delivery = await stand.line.sendForm({ payload: JSON.stringify(payload) });
  if (!delivery.ok) throw new Refusal(trouble);
  return followAnswer(readAnswer(delivery.body), view, stand);
}

/** A person closes the topmost modal without submitting it; the app is told where it asked to be. */
export async function closeView(person: Person, viewId: string, stand: Stand): Promise<void> {
  const view = openModal(person, viewId, stand);
  stand.views.close(person.id, view.clear_on_close === true);
  if (!view.notify_on_close) return;
  const payload = {
    type: 'view_closed',
    ...payloadOrigin(person, stand),
    view: viewPayload(view),
    is_cleared: view.clear_on_close === true,
  };
  await stand.line.sendForm({ payload: JSON.stringify(payload) });
}
