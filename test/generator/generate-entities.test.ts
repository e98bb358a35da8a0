import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { entities } from '../../src/catalog/datasets/entities.ts';
import { itemSchema } from '../../src/catalog/derive/item-schema.ts';
import { generateEntities } from '../../src/generator/generate-entities.ts';
import type { Generation } from '../../src/generator/generation.ts';

const asOf = '2026-01-01';
const generated = (overrides: Partial<Generation> = {}) => [
  ...generateEntities({ count: 200, seed: 42, asOf, ...overrides }),
];
const digest = (members: unknown): string => createHash('sha256').update(JSON.stringify(members)).digest('hex');

describe('generateEntities', () => {
  const many = generated({ count: 6_000 });

  it('makes entities that have every attribute of the catalogue, each in its range', () => {
    const schema = itemSchema(entities);

    expect(many.filter(({ entity }) => !schema.safeParse(entity).success)).toEqual([]);
    expect(many).toHaveLength(6_000);
  });

  it('gives each its id by its type, and none twice', () => {
    const ids = many.map(({ entity }) => entity.entity_id);
    const forms = {
      student: /^stu_\d+$/,
      tutor: /^tut_\d+$/,
      subject: /^sub_[a-z_]+_\d+$/,
      region: /^reg_[a-z_]+(_\d+)?$/,
    };

    expect(new Set(ids).size).toBe(many.length);
    expect(ids).toEqual(
      expect.arrayContaining(['stu_1001', 'tut_201', 'sub_algebra_1', 'sub_algebra_2', 'reg_northeast']),
    );
    expect(many.filter(({ entity }) => !forms[entity.entity_type].test(entity.entity_id))).toEqual([]);
  });

  it.each([10, 200, 6_000])('knows the student of the examples, once, among %d', (count) => {
    const example = generated({ count }).filter(({ entity }) => entity.entity_id === 'stu_4532');

    expect(example).toHaveLength(1);
    expect(example[0]?.entity.entity_type).toBe('student');
  });

  it('was updated within the last three days', () => {
    const ages = many.map(({ entity }) => Date.parse(asOf) - Date.parse(entity.last_updated));

    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThanOrEqual(3 * 86_400_000 + 1_000);
  });

  it('gives the same ones for the same seed and date, others for another seed', () => {
    expect(digest(generated())).toBe(digest(generated()));
    expect(digest(generated({ seed: 43 }))).not.toBe(digest(generated()));
  });

  it('gives the first of a larger count as those of a smaller one', () => {
    for (const count of [1, 100, 101]) expect(digest(generated({ count }))).toBe(digest(many.slice(0, count)));
  });

  it('lets the as-of date move days and nothing else', () => {
    const withoutDays = (members: ReturnType<typeof generated>) =>
      members.map(({ entity, history }) => [{ ...entity, last_updated: '' }, history.map(({ values }) => values)]);

    const later = generated({ asOf: '2026-03-01' });

    expect(withoutDays(later)).toEqual(withoutDays(generated()));
    expect(later[0]?.history.at(-1)?.day).toBe('2026-03-01');
  });

  it('refuses a count that is none before anything is drawn', () => {
    expect(() => generateEntities({ count: 0, seed: 42, asOf })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });
});

describe('the history of an entity', () => {
  const members = generated({ count: 1_000 });

  it('has the as-of day and the thirty before it, and ends where the entity is', () => {
    for (const { entity, history } of members) {
      expect(history).toHaveLength(31);
      expect([history[0]?.day, history[30]?.day]).toEqual(['2025-12-02', asOf]);
      expect(history[30]?.values).toEqual({
        health_score: entity.health_score,
        ib_calls_14d: entity.ib_calls_14d,
        sessions_7d: entity.sessions_7d,
      });
    }
  });

  it('falls fast for some, recovers for some, and is steady for most', () => {
    const changes = members.map(({ history }) => {
      const [before, now] = [history[16], history[30]].map((day) => day?.values['health_score'] ?? 0);
      return (now ?? 0) - (before ?? 0);
    });

    const share = (fits: (change: number) => boolean) => changes.filter(fits).length / changes.length;
    expect(share((change) => change <= -10)).toBeGreaterThan(0.06);
    expect(share((change) => change >= 8)).toBeGreaterThan(0.06);
    expect(share((change) => Math.abs(change) < 8)).toBeGreaterThan(0.7);
  });

  it('takes the health of those who fall below the threshold in days', () => {
    const crossed = members.filter(({ history }) => {
      const at = (day: number) => history[day]?.values['health_score'] ?? Number.NaN;
      return at(23) >= 70 && at(30) < 70;
    });

    expect(crossed.length).toBeGreaterThan(20);
  });
});
