import { describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { namesOfKind } from '../../src/catalog/derive/attribute-names.ts';
import { intentJsonSchema } from '../../src/intents/intent-json-schema.ts';

/** Every keyword of the schema: the keys of its schema objects, but not the names of properties. */
function keywordsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    key,
    ...(key === 'properties' ? Object.values(value as object).flatMap(keywordsOf) : keywordsOf(value)),
  ]);
}

describe('intentJsonSchema', () => {
  it('uses only the keywords that structured output allows', () => {
    const keywords = new Set(keywordsOf(intentJsonSchema()));

    expect([...keywords].sort()).toEqual(
      ['additionalProperties', 'anyOf', 'const', 'enum', 'items', 'properties', 'required', 'type'].sort(),
    );
  });

  it('names every metric and segment of the catalogue, and every kind of intent', () => {
    const text = JSON.stringify(intentJsonSchema());

    for (const name of [...namesOfKind(agents, 'metric'), ...namesOfKind(agents, 'segment')]) {
      expect(text).toContain(`"${name}"`);
    }
    for (const kind of ['summary', 'breakdown', 'ranking', 'comparison', 'profile', 'update', 'help', 'unclear']) {
      expect(text).toContain(`"const":"${kind}"`);
    }
  });

  it('asks for no other property than those it lists', () => {
    const objects = JSON.stringify(intentJsonSchema()).match(/"type":"object"/gu)?.length;
    const closed = JSON.stringify(intentJsonSchema()).match(/"additionalProperties":false/gu)?.length;

    expect(closed).toBe(objects);
  });
});
