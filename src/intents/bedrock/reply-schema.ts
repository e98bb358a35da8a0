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
    properties: { intent: { anyOf: alternatives(intentJsonSchema()).map(withoutSuggestions).map(compacted) } },
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

/** Alternatives that differ in nothing but the operators that they allow as one: zod still tells them apart. */
function compacted(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, unknown] => {
      if (keyword === 'anyOf') return [keyword, joined((value as readonly JsonSchema[]).map(compacted))];
      const isSchema = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [keyword, isSchema ? compacted(value as JsonSchema) : value];
    }),
  );
}

function joined(options: readonly JsonSchema[]): readonly JsonSchema[] {
  const byRest = new Map<string, JsonSchema>();
  for (const option of options) {
    const { properties = {} } = option as { properties?: Readonly<Record<string, JsonSchema>> };
    const rest = JSON.stringify({ ...option, properties: { ...properties, op: {} } }).replaceAll(
      '"integer"',
      '"number"',
    );
    const other = byRest.get(rest) as { properties: Readonly<Record<string, JsonSchema>> } | undefined;
    const operators = [...operatorsOf(other?.properties['op']), ...operatorsOf(properties['op'])];
    const first = other ?? option;
    byRest.set(
      properties['op'] === undefined ? JSON.stringify(option) : rest,
      properties['op'] === undefined
        ? option
        : { ...first, properties: { ...(first['properties'] as JsonSchema), op: { type: 'string', enum: operators } } },
    );
  }
  return [...byRest.values()];
}

const operatorsOf = (schema: JsonSchema | undefined): readonly unknown[] =>
  schema === undefined ? [] : ((schema['enum'] as readonly unknown[] | undefined) ?? [schema['const']]);
