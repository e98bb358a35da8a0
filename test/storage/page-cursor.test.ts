import { describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { entities } from '../../src/catalog/datasets/entities.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { keyQuery } from '../../src/storage/key-query.ts';
import { decodeCursor, encodeCursor } from '../../src/storage/page-cursor.ts';

const rookies = keyQuery(tableDefinition(agents), 'ExperienceLevelIndex', 'rookie');
const position = { id: 'agent-7', experienceLevel: 'rookie' };
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('decodeCursor', () => {
  it('gives back the position that was encoded', () => {
    expect(decodeCursor(encodeCursor(position), rookies)).toEqual(position);
  });

  it.each([
    ['empty', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('agent-7').toString('base64url')],
    ['padded with characters that decoding skips', `${encodeCursor(position)}!`],
    ['a cursor of another value', encoded({ ...position, experienceLevel: 'veteran' })],
    ['a cursor of another segment', encoded({ id: 'agent-7', spendLevel: 'rookie' })],
    ['without a key', encoded({ experienceLevel: 'rookie' })],
    ['with an empty key', encoded({ ...position, id: '' })],
    ['with a key that is no text', encoded({ ...position, id: 7 })],
    ['with more than a position', encoded({ ...position, more: 'x' })],
    ['a list', encoded([position])],
    ['far too long', encoded({ ...position, id: 'x'.repeat(100_000) })],
  ])('refuses one that is %s', (_, cursor) => {
    expect(() => decodeCursor(cursor, rookies)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

describe('decodeCursor of a list that a number sorts', () => {
  const unhealthy = keyQuery(tableDefinition(entities), 'EntityTypeHealthIndex', 'student', { op: '<', value: 70 });
  const place = { entity_type: 'student', entity_id: 'stu_7', health_score: 61.5 };

  it('gives back the position that was encoded', () => {
    expect(decodeCursor(encodeCursor(place), unhealthy)).toEqual(place);
  });

  it.each([
    ['outside the range', { ...place, health_score: 70 }],
    ['without the number', { entity_type: 'student', entity_id: 'stu_7' }],
    ['with the number as a text', { ...place, health_score: '61' }],
    ['of another type of entity', { ...place, entity_type: 'tutor' }],
    ['with a number for a key', { ...place, entity_id: 7 }],
  ])('refuses one that is %s', (_, other) => {
    expect(() => decodeCursor(encoded(other), unhealthy)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
