import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const maximumUses = 5;
const lifetimeMs = 30 * 60 * 1000;

/** What a response URL answers to. */
export interface Origin {
  readonly channel: string;
  readonly userId: string;
  /** The message whose button was pressed; undefined for a slash command. */
  readonly messageTs: string | undefined;
}

export interface ResponseUrls {
  /** The path, from the root of this server. */
  issue(origin: Origin): string;
  /** Counts one use, and tells what it answers to; the error is as Slack words it. */
  use(id: string): Origin | { readonly error: 'used_url' | 'expired_url' };
}

/** Addresses at which an app may answer a person five times within half an hour. */
export function createResponseUrls(clock: Clock): ResponseUrls {
  const urls = new Map<string, { readonly origin: Origin; readonly issuedAt: number; uses: number }>();
  return {
    issue(origin) {
      if (urls.size > 5000) urls.delete(urls.keys().next().value ?? '');
      const id = randomBytes(18).toString('base64url');
      urls.set(id, { origin, issuedAt: clock(), uses: 0 });
      return `/response/${id}`;
    },
    use(id) {
      const url = urls.get(id);
      if (!url || clock() - url.issuedAt > lifetimeMs) return { error: 'expired_url' };
      if (url.uses >= maximumUses) return { error: 'used_url' };
      url.uses += 1;
      return url.origin;
    },
  };
}
