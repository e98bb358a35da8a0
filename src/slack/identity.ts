import type { WebClient } from '@slack/web-api';
import { AppError } from '../errors/app-error.ts';
import { patiently } from './posting/patiently.ts';

/** Who we are in the workspace that the app is installed in. */
export interface Identity {
  readonly teamId: string;
  readonly botUserId: string | undefined;
  readonly botId: string | undefined;
}

export interface KnownIdentity {
  /**
   * Asks Slack once, and again if that failed.
   *
   * @throws {AppError} `config.invalid` when Slack does not take our token, `slack.*` when it cannot be asked
   */
  get(): Promise<Identity>;
  /** What is known so far, without asking. */
  known(): Identity | undefined;
}

/** Answers of Slack that no waiting mends. */
const refusals: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

export function createIdentity(client: WebClient): KnownIdentity {
  let known: Identity | undefined;
  let asking: Promise<Identity> | undefined;

  async function ask(): Promise<Identity> {
    try {
      const found = await patiently(() => client.auth.test(), { withinMs: 5000, repeatable: true });
      known = { teamId: found.team_id ?? '', botUserId: found.user_id, botId: found.bot_id };
      return known;
    } catch (error) {
      asking = undefined;
      throw refusedToken(error) ?? error;
    }
  }

  return {
    get() {
      asking ??= ask();
      return asking;
    },
    known: () => known,
  };
}

function refusedToken(cause: unknown): AppError | undefined {
  const refusal = cause instanceof AppError ? String(cause.details['error']) : '';
  if (!refusals.has(refusal)) return undefined;
  const message = `SLACK_BOT_TOKEN is not accepted by Slack (${refusal}). Copy it again from "OAuth & Permissions", after installing the app.`;
  return new AppError('config.invalid', message, { details: { keys: ['SLACK_BOT_TOKEN'] }, cause });
}
