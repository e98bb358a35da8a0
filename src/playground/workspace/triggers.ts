import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** How long an app may open a view after a person did something. @see https://docs.slack.dev/interactivity/handling-user-interaction */
const lifetimeMs = 3000;

interface Trigger {
  readonly userId: string;
  /** The view in which it came about; undefined outside of views. */
  readonly viewId: string | undefined;
  readonly issuedAt: number;
  exchanged: boolean;
}

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

export interface Triggers {
  issue(userId: string, viewId?: string): string;
  /** Uses the trigger up, and tells whose it was. */
  exchange(
    id: string,
  ): { readonly userId: string; readonly viewId: string | undefined } | { readonly error: TriggerError };
}

/** Short-lived rights to open a view, each good for once. */
export function createTriggers(clock: Clock): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    issue(userId, viewId) {
      if (triggers.size > 1000) triggers.delete(triggers.keys().next().value ?? '');
      const id = `${clock()}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString('hex')}`;
      triggers.set(id, { userId, viewId, issuedAt: clock(), exchanged: false });
      return id;
    },
    exchange(id) {
      const trigger = triggers.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.exchanged) return { error: 'exchanged_trigger_id' };
      if (clock() - trigger.issuedAt > lifetimeMs) return { error: 'expired_trigger_id' };
      trigger.exchanged = true;
      return { userId: trigger.userId, viewId: trigger.viewId };
    },
  };
}
