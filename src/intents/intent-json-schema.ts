import { z } from 'zod';
import { intentSchema } from './intent.ts';

/** A JSON schema, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What model providers take in a schema for structured output; zod checks the rest of the reply. */
const accepted: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'anyOf',
]);

/**
 * The intent's schema as a model gets it: the same shapes and names from the catalogue, in the few
 * keywords that structured output allows. No `oneOf`, defaults, bounds or formats.
 */
export function intentJsonSchema(): JsonSchema {
  return reduce(z.toJSONSchema(intentSchema, { reused: 'inline' }) as JsonSchema);
}

function reduce(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
      if (keyword === 'oneOf') return [['anyOf', (value as JsonSchema[]).map(reduce)]];
      if (!accepted.has(keyword)) return [];
      if (keyword === 'anyOf') return [[keyword, (value as JsonSchema[]).map(reduce)]];
      if (keyword === 'items') return [[keyword, reduce(value as JsonSchema)]];
      if (keyword !== 'properties') return [[keyword, value]];
      const properties = Object.entries(value as Record<string, JsonSchema>);
      return [[keyword, Object.fromEntries(properties.map(([name, part]) => [name, reduce(part)]))]];
    }),
  );
}
