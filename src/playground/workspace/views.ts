import { randomBytes } from 'node:crypto';
import { withIds } from '../blocks/block-tree.ts';
import type { SoundView } from '../blocks/validate-view.ts';
import type { Changes } from './change.ts';
import { app, team } from './people.ts';

/** How many modals may lie on one another. @see https://docs.slack.dev/surfaces/modals */
const stackLimit = 3;

/** What inputs hold, by block and then by action, in the form of a view's state. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A view as the workspace keeps it. */
export interface View extends SoundView {
  readonly id: string;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  readonly userId: string;
}

export interface Views {
  find(by: { readonly viewId?: string | undefined; readonly externalId?: string | undefined }): View | undefined;
  /** A person's open modals, the topmost last. */
  stack(userId: string): readonly View[];
  home(userId: string): View | undefined;
  open(userId: string, view: SoundView): View;
  /** Lays a modal on the person's others; undefined where three lie there already. */
  push(userId: string, view: SoundView): View | undefined;
  update(current: View, view: SoundView): View;
  publish(userId: string, view: SoundView): View;
  /** Takes the topmost modal away, or all of them. */
  close(userId: string, all: boolean): void;
  /** The Home tab of each person who has one. */
  homes(): readonly View[];
}

function newHash(): string {
  return `${Date.now()}.${randomBytes(4).toString('hex')}`;
}

/** A view as an app gets it to see. */
export function viewPayload(view: View, values: StateValues = {}): Record<string, unknown> {
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.id,
    external_id: view.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

/** The modals and Home tabs of all people. */
export function createViews(changes: Changes, keptHomes: readonly View[] = []): Views {
  const stacks = new Map<string, View[]>();
  const homes = new Map(keptHomes.map((home) => [home.userId, home]));
  const stackOf = (userId: string): View[] => stacks.get(userId) ?? [];

  function build(userId: string, view: SoundView, previous: View | undefined): View {
    const id = `V${randomBytes(6).toString('hex').toUpperCase().slice(0, 10)}`;
    const blocks = withIds(view.blocks);
    return { ...view, blocks, id, hash: newHash(), userId, rootId: previous?.rootId ?? id, previousId: previous?.id };
  }

  function setStack(userId: string, stack: View[]): void {
    stacks.set(userId, stack);
    changes.tell({ kind: 'views', userId });
  }

  return {
    find({ viewId, externalId }) {
      const all = [...[...stacks.values()].flat(), ...homes.values()];
      if (viewId) return all.find((view) => view.id === viewId);
      return externalId ? all.find((view) => view.external_id === externalId) : undefined;
    },
    stack: (userId) => [...stackOf(userId)],
    home: (userId) => homes.get(userId),
    homes: () => [...homes.values()],
    open(userId, view) {
      const opened = build(userId, view, undefined);
      setStack(userId, [opened]);
      return opened;
    },
    push(userId, view) {
      const stack = stackOf(userId);
      if (stack.length >= stackLimit) return undefined;
      const pushed = build(userId, view, stack.at(-1));
      setStack(userId, [...stack, pushed]);
      return pushed;
    },
    update(current, view) {
      const { id, userId, rootId, previousId } = current;
      const updated: View = { ...view, id, userId, rootId, previousId, hash: newHash(), blocks: withIds(view.blocks) };
      if (homes.get(userId)?.id === id) {
        homes.set(userId, updated);
        changes.tell({ kind: 'home', userId });
      } else {
        setStack(
          userId,
          stackOf(userId).map((one) => (one.id === id ? updated : one)),
        );
      }
      return updated;
    },
    publish(userId, view) {
      const built = build(userId, view, undefined);
      const before = homes.get(userId);
      const published = before ? { ...built, id: before.id, rootId: before.id } : built;
      homes.set(userId, published);
      changes.tell({ kind: 'home', userId });
      return published;
    },
    close(userId, all) {
      setStack(userId, all ? [] : stackOf(userId).slice(0, -1));
    },
  };
}
