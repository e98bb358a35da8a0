import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

function pointer(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : ` [json-pointer:/${path.map(String).join('/')}]`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    input,
  );
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>): string {
  if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
  if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
  return `must be less than ${Number(issue.maximum) + 1}`;
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  const below = issue.inclusive === false ? Number(issue.minimum) : Number(issue.minimum) - 1;
  if (issue.origin === 'string') return `must be more than ${below} characters`;
  if (issue.origin === 'array') return `no less than ${issue.minimum} items required`;
  return `must be more than ${below}`;
}

const articles: Readonly<Record<string, string>> = { object: 'an object', array: 'an array' };

function say(text: string, path: readonly PropertyKey[]): string {
  return `[ERROR] ${text}${pointer(path)}`;
}

function describe(issue: Issue, input: unknown, base: readonly PropertyKey[]): readonly string[] {
  const path = [...base, ...issue.path];
  switch (issue.code) {
    case 'too_big':
      return [say(tooBig(issue), path)];
    case 'too_small':
      return [say(tooSmall(issue), path)];
    case 'unrecognized_keys':
      return issue.keys.map((key) => say(`invalid additional property: ${key}`, path));
    case 'invalid_type': {
      if (valueAt(input, issue.path) === undefined && path.length > 0) {
        return [say(`missing required field: ${String(path.at(-1))}`, path.slice(0, -1))];
      }
      return [say(`must provide ${articles[issue.expected] ?? `a ${issue.expected}`}`, path)];
    }
    case 'invalid_union':
      return describeUnion(issue, input, base);
    case 'invalid_value':
      return [say('must be a valid enum value', path)];
    case 'invalid_format':
      return [say(`must be a valid ${issue.format}`, path)];
    default:
      return [say(issue.message, path)];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  input: unknown,
  base: readonly PropertyKey[],
): readonly string[] {
  const path = [...base, ...issue.path];
  if (issue.path.at(-1) !== 'type') return [say('must be a valid value', path)];
  const type = valueAt(input, issue.path);
  if (type === undefined) return [say('missing required field: type', path.slice(0, -1))];
  return [say(`unsupported type: ${typeof type === 'string' ? type : typeof type}`, path)];
}

/**
 * What Slack would write under `response_metadata.messages` for a payload that does not fit.
 *
 * @param base the path of the payload within the request, such as `['blocks']`
 */
export function slackWords(error: z.ZodError, input: unknown, base: readonly PropertyKey[]): readonly string[] {
  return error.issues.flatMap((issue) => describe(issue, input, base));
}
