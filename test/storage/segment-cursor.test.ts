import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/storage/segment-cursor.ts';

const expected = { keyName: 'id', segment: 'experienceLevel', value: 'rookie' };
const position = { id: 'agent-7', experienceLevel: 'rookie' };
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('decodeCursor', () => {
  it('gives back the position that was encoded', () => {
    expect(decodeCursor(encodeCursor(position), expected)).toEqual(position);
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
    expect(() => decodeCursor(cursor, expected)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
