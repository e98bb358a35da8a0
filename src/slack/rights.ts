import type { WebClient } from '@slack/web-api';
import { AppError } from '../errors/app-error.ts';
import type { Log } from '../log.ts';

export type Role = 'viewer' | 'editor' | 'admin';

/** Why someone only views: not in a list, not one of the workspace's own people, or Slack would not say. */
export type Obstacle = 'notListed' | 'outsider' | 'unverified';

export type Standing =
  | { readonly role: 'viewer'; readonly obstacle: Obstacle }
  | { readonly role: Exclude<Role, 'viewer'> };

export interface Rights {
  standingOf(userId: string): Promise<Standing>;
  /** Whether the person may see what is about private people: only the workspace's own may, guests may not. */
  maySeePersonal(userId: string): Promise<boolean>;
  /**
   * @param options.fresh asks Slack now, and does not rely on what it said within the last minute
   * @param options.forWhat what only editors may do: change values when left out
   * @throws {AppError} `slack.forbidden` when the person may only look; its details say who may
   */
  requireEditor(userId: string, options?: EditorRequest): Promise<void>;
  /** @throws {AppError} `slack.forbidden` when the person is no admin; its details say who is */
  requireAdmin(userId: string): Promise<void>;
}

interface Freshness {
  readonly fresh?: boolean;
}

export interface EditorRequest extends Freshness {
  readonly forWhat?: 'values' | 'alerts';
}

interface RightsOptions {
  readonly editors: readonly string[];
  readonly admins: readonly string[];
  readonly client: WebClient;
  /** The workspace that the app is installed in. */
  readonly teamId: () => Promise<string>;
  readonly log: Log;
  readonly now?: () => number;
}

const cacheMs = 60_000;

/**
 * Who may do what.
 *
 * The lists say who may; Slack is asked whether the person is one of the workspace's own people, so that
 * an id that became a guest's loses its right within a minute, and for a write at once. No answer from Slack means
 * no right.
 */
export function createRights({ editors, admins, client, teamId, log, now = Date.now }: RightsOptions): Rights {
  const known = new Map<string, { readonly insider: boolean; readonly until: number }>();

  async function isInsider(userId: string, { fresh = false }: Freshness = {}): Promise<boolean> {
    const cached = known.get(userId);
    if (!fresh && cached !== undefined && cached.until > now()) return cached.insider;
    const [{ user }, home] = await Promise.all([client.users.info({ user: userId }), teamId()]);
    const teams = [user?.team_id, ...(user?.enterprise_user?.teams ?? [])];
    const insider =
      user !== undefined &&
      teams.includes(home) &&
      ![user.is_restricted, user.is_ultra_restricted, isStranger(user), user.deleted, user.is_bot].includes(true);
    keep(userId, insider);
    return insider;
  }

  function keep(userId: string, insider: boolean): void {
    for (const [id, { until }] of known) if (until <= now()) known.delete(id);
    known.set(userId, { insider, until: now() + cacheMs });
  }

  async function standing(userId: string, freshness?: Freshness): Promise<Standing> {
    const role = admins.includes(userId) ? 'admin' : editors.includes(userId) ? 'editor' : 'viewer';
    if (role === 'viewer') return { role, obstacle: 'notListed' };
    try {
      return (await isInsider(userId, freshness)) ? { role } : { role: 'viewer', obstacle: 'outsider' };
    } catch (cause) {
      log.warn({ err: cause }, 'rights: Slack did not say who the person is');
      return { role: 'viewer', obstacle: 'unverified' };
    }
  }

  async function maySeePersonal(userId: string): Promise<boolean> {
    try {
      return await isInsider(userId);
    } catch (cause) {
      log.warn({ err: cause }, 'rights: Slack did not say who the person is');
      return false;
    }
  }

  async function requireEditor(
    userId: string,
    { forWhat = 'values', ...freshness }: EditorRequest = {},
  ): Promise<void> {
    const found = await standing(userId, freshness);
    if (found.role !== 'viewer') return;
    throw new AppError('slack.forbidden', 'a viewer tried what only editors may do', {
      details: { reason: found.obstacle, forWhat, editors: [...new Set([...editors, ...admins])] },
    });
  }

  async function requireAdmin(userId: string): Promise<void> {
    const found = await standing(userId);
    if (found.role === 'admin') return;
    const reason = found.role === 'viewer' ? found.obstacle : 'notListed';
    throw new AppError('slack.forbidden', 'someone who is no admin asked for what only admins may see', {
      details: { reason, needs: 'admin', editors: admins },
    });
  }

  return { standingOf: (userId) => standing(userId), maySeePersonal, requireEditor, requireAdmin };
}

/** Someone of another workspace in a shared channel; the installed typings do not know the field. */
function isStranger(user: object): boolean {
  return 'is_stranger' in user && user.is_stranger === true;
}
