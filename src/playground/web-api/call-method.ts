import type { Stand } from '../stand.ts';
import { ApiError } from './api-error.ts';
import { methods } from './methods.ts';
import { readArguments } from './read-arguments.ts';

export interface ApiRequest {
  readonly method: string;
  readonly body: string;
  readonly contentType: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
}

/** Needs no token at all. */
const open = new Set(['api.test']);

function checkToken(request: ApiRequest, given: Readonly<Record<string, unknown>>, stand: Stand): void {
  const token = request.authorization?.replace(/^Bearer /i, '') ?? given['token'];
  if (open.has(request.method)) return;
  if (typeof token !== 'string' || token === '') throw new ApiError('not_authed');
  const isAppLevel = request.method === 'apps.connections.open';
  const expected = isAppLevel ? stand.appToken : stand.botToken;
  if (token === expected) return;
  throw new ApiError(token === stand.botToken || token === stand.appToken ? 'not_allowed_token_type' : 'invalid_auth');
}

/** Answers one call of the Web API as Slack would: always an object with `ok`, and the error's code if it is false. */
export function callMethod(request: ApiRequest, stand: Stand): Record<string, unknown> {
  try {
    const method = methods.get(request.method);
    if (!method) throw new ApiError('unknown_method');
    const given = readArguments(request.body, request.contentType, request.query);
    checkToken(request, given, stand);
    return { ok: true, ...method(given, stand) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    stand.warn({ method: request.method, text: error.message });
    return {
      ok: false,
      error: error.code,
      ...(error.messages.length > 0 ? { response_metadata: { messages: error.messages } } : {}),
    };
  }
}
