import { z } from 'zod';
import { type SoundView, validateView } from '../../blocks/validate-view.ts';
import type { Stand } from '../../stand.ts';
import { findPerson } from '../../workspace/people.ts';
import { type View, viewPayload } from '../../workspace/views.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';

/** The trigger may also come under the name of an interactivity pointer. */
const triggered = z.object({
  trigger_id: z.string().optional(),
  interactivity_pointer: z.string().optional(),
  view: z.unknown(),
});

function readView(input: unknown, kind: 'modal' | 'home'): SoundView {
  if (input === undefined) throw new ApiError('invalid_arguments', ['[ERROR] missing required field: view']);
  const verdict = validateView(input, kind);
  if (!verdict.ok) throw new ApiError('invalid_arguments', verdict.messages);
  return verdict.view;
}

function exchange(input: z.infer<typeof triggered>, stand: Stand): { userId: string; viewId: string | undefined } {
  const id = input.trigger_id ?? input.interactivity_pointer;
  if (!id) throw new ApiError('invalid_arguments', ['[ERROR] missing required field: trigger_id']);
  const trigger = stand.triggers.exchange(id);
  if ('error' in trigger) throw new ApiError(trigger.error);
  return trigger;
}

function refuseTakenExternalId(view: SoundView, stand: Stand, own?: View): void {
  const taken = view.external_id ? stand.views.find({ externalId: view.external_id }) : undefined;
  if (taken && taken.id !== own?.id) throw new ApiError('duplicate_external_id');
}

/** @see https://docs.slack.dev/reference/methods/views.open */
export const viewsOpen = defineMethod(triggered, (input, stand) => {
  const view = readView(input.view, 'modal');
  refuseTakenExternalId(view, stand);
  const { userId } = exchange(input, stand);
  return { view: viewPayload(stand.views.open(userId, view)) };
});

/** @see https://docs.slack.dev/reference/methods/views.push */
export const viewsPush = defineMethod(triggered, (input, stand) => {
  const view = readView(input.view, 'modal');
  refuseTakenExternalId(view, stand);
  const { userId, viewId } = exchange(input, stand);
  if (!viewId) throw new ApiError('invalid_trigger_id');
  const pushed = stand.views.push(userId, view);
  if (!pushed) throw new ApiError('push_limit_reached');
  return { view: viewPayload(pushed) };
});

const updateShape = z.object({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: z.unknown(),
});

/** @see https://docs.slack.dev/reference/methods/views.update */
export const viewsUpdate = defineMethod(updateShape, (input, stand) => {
  if (!input.view_id && !input.external_id) {
    throw new ApiError('invalid_arguments', ['[ERROR] missing required field: view_id']);
  }
  const current = stand.views.find({ viewId: input.view_id, externalId: input.external_id });
  if (!current) throw new ApiError('not_found');
  if (input.hash !== undefined && input.hash !== current.hash) throw new ApiError('hash_conflict');
  const view = readView(input.view, current.type);
  refuseTakenExternalId(view, stand, current);
  return { view: viewPayload(stand.views.update(current, view)) };
});

const publishShape = z.object({ user_id: z.string().min(1), hash: z.string().optional(), view: z.unknown() });

/** @see https://docs.slack.dev/reference/methods/views.publish */
export const viewsPublish = defineMethod(publishShape, (input, stand) => {
  if (!findPerson(input.user_id)) {
    throw new ApiError('invalid_arguments', ['[ERROR] unknown user [json-pointer:/user_id]']);
  }
  const current = stand.views.home(input.user_id);
  if (input.hash !== undefined && current && input.hash !== current.hash) throw new ApiError('hash_conflict');
  const view = readView(input.view, 'home');
  return { view: viewPayload(stand.views.publish(input.user_id, view)) };
});
