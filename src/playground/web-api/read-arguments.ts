import { ApiError } from './api-error.ts';

/** What Slack answers when a field that holds JSON holds none. */
const jsonFields: Readonly<Record<string, string>> = {
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_attachments_format',
  metadata: 'invalid_metadata_format',
  view: 'invalid_arguments',
  prompts: 'invalid_arguments',
  files: 'invalid_arguments',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function parseField(name: string, value: unknown): unknown {
  const error = jsonFields[name];
  if (error === undefined || typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new ApiError(error, [`[ERROR] ${name} is not valid JSON`]);
  }
}

function rawArguments(body: string, contentType: string, query: URLSearchParams): Record<string, unknown> {
  const given: Record<string, unknown> = Object.fromEntries(query);
  if (contentType.startsWith('application/json')) {
    if (body === '') return given;
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      throw new ApiError('invalid_json');
    }
    if (!isRecord(parsed)) throw new ApiError('json_not_object');
    return { ...given, ...parsed };
  }
  return { ...given, ...Object.fromEntries(new URLSearchParams(body)) };
}

/**
 * The arguments of a call, from its JSON body or its form, with the fields that hold JSON read.
 *
 * @throws {ApiError} `invalid_json`, `json_not_object`, `invalid_blocks_format` and the like
 */
export function readArguments(body: string, contentType: string, query: URLSearchParams): Record<string, unknown> {
  const given = rawArguments(body, contentType, query);
  return Object.fromEntries(
    Object.entries(given)
      .map(([name, value]) => [name, parseField(name, value)] as const)
      .filter(([, value]) => value !== null && value !== undefined),
  );
}
