/** The body of a Converse call, as far as it is sent here. */
export interface ConverseBody {
  readonly messages: readonly { readonly role: string; readonly content: readonly { readonly text: string }[] }[];
  readonly system: readonly { readonly text: string }[];
  readonly inferenceConfig: { readonly maxTokens: number };
  readonly requestMetadata: Readonly<Record<string, string>>;
  readonly outputConfig: {
    readonly textFormat: {
      readonly structure: { readonly jsonSchema: { readonly name: string; readonly schema: string } };
    };
  };
}

type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What Bedrock would object to in the body of a Converse call; nothing when it is fine.
 *
 * As strict as the strictest models: none that takes structured output takes more than this.
 */
export function problemOfConverse(body: unknown): string | undefined {
  if (!isObject(body)) return 'the body must be an object';
  const known = ['messages', 'system', 'inferenceConfig', 'outputConfig', 'requestMetadata'];
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown !== undefined) return `extraneous key [${unknown}]`;
  return (
    problemOfMessages(body['messages']) ??
    problemOfBlocks('system', body['system']) ??
    problemOfInference(body['inferenceConfig']) ??
    problemOfMetadata(body['requestMetadata']) ??
    problemOfFormat(body['outputConfig'])
  );
}

function problemOfMessages(messages: unknown): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return 'messages must not be empty';
  for (const [index, message] of messages.entries()) {
    if (!isObject(message)) return 'a message must be an object';
    if (message['role'] !== (index % 2 === 0 ? 'user' : 'assistant')) return 'roles must alternate, a user first';
    const problem = problemOfBlocks('content', message['content']);
    if (problem !== undefined) return problem;
  }
  return messages.length % 2 === 1 ? undefined : 'the last message must be of the user';
}

function problemOfBlocks(name: string, blocks: unknown): string | undefined {
  if (!Array.isArray(blocks) || blocks.length === 0) return `${name} must not be empty`;
  const fine = (block: unknown): boolean =>
    isObject(block) &&
    Object.keys(block).join() === 'text' &&
    typeof block['text'] === 'string' &&
    block['text'].trim() !== '';
  return blocks.every(fine) ? undefined : `${name} must hold blocks of text that is not blank`;
}

function problemOfInference(config: unknown): string | undefined {
  if (!isObject(config)) return 'inferenceConfig must be an object';
  if ('temperature' in config) return '`temperature` is deprecated for this model.';
  const { maxTokens } = config as { maxTokens?: unknown };
  return Number.isInteger(maxTokens) && Number(maxTokens) >= 1 ? undefined : 'maxTokens must be a whole number';
}

function problemOfMetadata(metadata: unknown): string | undefined {
  if (!isObject(metadata)) return 'requestMetadata must be an object';
  const pairs = Object.entries(metadata);
  const fine = (text: unknown): boolean => typeof text === 'string' && /^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/.test(text);
  return pairs.length <= 16 && pairs.flat().every(fine) ? undefined : 'requestMetadata has a pair that is not allowed';
}

function problemOfFormat(config: unknown): string | undefined {
  const { type, structure } = ((config as Json | undefined)?.['textFormat'] ?? {}) as Json;
  if (type !== 'json_schema') return 'textFormat must be json_schema';
  const { schema, name } = ((structure as Json | undefined)?.['jsonSchema'] ?? {}) as Json;
  if (typeof schema !== 'string') return 'the schema must be a string';
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) return 'the schema needs a plain name';
  // A client sends the same long schema with each of thousands of calls.
  if (schema !== lastChecked?.schema) lastChecked = { schema, problem: problemOfText(schema) };
  return lastChecked.problem;
}

let lastChecked: { readonly schema: string; readonly problem: string | undefined } | undefined;

function problemOfText(schema: string): string | undefined {
  const parsed: unknown = JSON.parse(schema);
  if (!isObject(parsed) || parsed['type'] !== 'object') return 'the schema must be of an object';
  const problem = problemOfSchema(parsed);
  if (problem !== undefined) return problem;
  const unions = schema.split('"anyOf"').length - 1;
  return unions <= 16 ? undefined : 'the schema has too many unions';
}

const keywords = new Set('type properties required additionalProperties items enum const anyOf description'.split(' '));

function problemOfSchema(schema: unknown): string | undefined {
  if (!isObject(schema)) return 'a schema must be an object';
  const unknown = Object.keys(schema).find((keyword) => !keywords.has(keyword));
  if (unknown !== undefined) return `the schema's keyword ${unknown} is not supported`;
  if (schema['type'] === 'object' && schema['additionalProperties'] !== false) {
    return 'additionalProperties must be false';
  }
  const { properties = {}, anyOf = [], items } = schema as { properties?: object; anyOf?: unknown[]; items?: unknown };
  const parts = [...Object.values(properties), ...anyOf, ...(items === undefined ? [] : [items])];
  return parts.map(problemOfSchema).find((problem) => problem !== undefined);
}
