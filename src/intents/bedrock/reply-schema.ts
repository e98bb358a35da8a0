import { intentJsonSchema, type JsonSchema } from '../intent-json-schema.ts';

let built: JsonSchema | undefined;

/**
 * The schema of a model's reply: an object that holds one intent, in as small a grammar as it can be.
 *
 * Providers want an object at the root. Suggestions are left out: they would double the grammar that is
 * compiled from this, and take longer to write than there is time; the offline parser makes them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html
 */
export function replySchema(): JsonSchema {
  built ??= {
    type: 'object',
    properties: { intent: { anyOf: alternatives(intentJsonSchema()).map(withoutSuggestions) } },
    required: ['intent'],
    additionalProperties: false,
  };
  return built;
}

/** Unions within unions as one. */
function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf } = schema as { anyOf?: readonly JsonSchema[] };
  return anyOf === undefined ? [schema] : anyOf.flatMap(alternatives);
}

function withoutSuggestions(schema: JsonSchema): JsonSchema {
  const { properties, required } = schema as { properties: JsonSchema; required: readonly string[] };
  const { suggestions: _, ...rest } = properties;
  return { ...schema, properties: rest, required: required.filter((name) => name !== 'suggestions') };
}
