import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import type { KeyRange } from '../../src/storage/key-query.ts';
import type { ListOptions, Repository } from '../../src/storage/repository.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable, entityItem, studentItems } from '../support/entities-table.ts';

const students = studentItems(60);
const tutor = entityItem({ entity_id: 'tut_1', entity_type: 'tutor', health_score: 12 });

let engine: TestEngine;
let repository: Repository;

beforeAll(async () => {
  engine = await startTestEngine();
  repository = await createEntitiesTable(engine.client, [...students, tutor]);
});

afterAll(() => engine.stop());

const read = (index: string, options: Partial<ListOptions>, value = 'student') =>
  repository.readIndex(index, value, { attributes: ['health_score', 'last_updated'], ...options });
const ids = (items: readonly AnyItem[]): unknown[] => items.map(({ entity_id: id }) => id);
const below = (value: number): KeyRange => ({ op: '<', value });

describe('readIndex', () => {
  it('gives those below a number and no others, lowest first', async () => {
    const { items } = await read('EntityTypeHealthIndex', { range: below(4) });

    expect(items).toEqual(
      students.slice(0, 3).map(({ entity_id, entity_type, health_score, last_updated }) => {
        return { entity_id, entity_type, health_score, last_updated };
      }),
    );
  });

  it('gives the latest first since a time', async () => {
    const range = { op: '>=', value: '2025-01-15T00:57:00.000Z' } as const;

    const { items } = await read('LastUpdatedIndex', { range, descending: true });

    expect(ids(items)).toEqual(['stu_60', 'stu_59', 'stu_58']);
  });

  it.each([
    ['ascending', false],
    ['descending', true],
  ])('gives the same by pages as at once, %s', async (_, descending) => {
    const whole = await read('EntityTypeHealthIndex', { range: below(30), descending });
    const paged: AnyItem[] = [];
    let cursor: string | undefined;
    do {
      const options = { range: below(30), descending, pageSize: 4, ...(cursor === undefined ? {} : { cursor }) };
      const page = await read('EntityTypeHealthIndex', options);
      paged.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(whole.items).toHaveLength(29);
    expect(paged).toEqual(whole.items);
  });

  it('takes fractions and the forms of time that others write', async () => {
    const strange = { ...entityItem({ entity_id: 'reg_1', entity_type: 'region' }), health_score: 69.5, extra: 'x' };
    const Item = { ...strange, last_updated: '2025-01-15T10:30:00.123456' };
    await engine.client.send(new PutCommand({ TableName: repository.tableName, Item }));

    const { items, unreadable } = await read('EntityTypeHealthIndex', { range: below(70) }, 'region');

    expect(unreadable).toBe(0);
    expect(items).toMatchObject([{ health_score: 69.5, last_updated: '2025-01-15T10:30:00.123456Z' }]);
  });

  it('refuses a cursor of another range, index or type', async () => {
    const { cursor = '' } = await read('EntityTypeHealthIndex', { range: below(30), pageSize: 10 });

    expect(cursor).not.toBe('');
    for (const other of [
      () => read('EntityTypeHealthIndex', { range: below(5), cursor }),
      () => read('LastUpdatedIndex', { cursor }),
      () => read('EntityTypeHealthIndex', { range: below(30), cursor }, 'tutor'),
    ]) {
      await expect(other()).rejects.toMatchObject({ code: 'input.invalid' });
    }
  });

  it.each<[string, string, KeyRange | undefined]>([
    ['an index that the table has not', 'RiskScoreIndex', undefined],
    ['a text where a number sorts', 'EntityTypeHealthIndex', { op: '<', value: '70' }],
    ['a number where a text sorts', 'LastUpdatedIndex', { op: '>=', value: 2025 }],
    ['the beginning of a number', 'EntityTypeHealthIndex', { op: 'beginsWith', value: 7 }],
    ['no number', 'EntityTypeHealthIndex', { op: '<', value: Number.NaN }],
  ])('refuses %s', async (_, index, range) => {
    await expect(read(index, range === undefined ? {} : { range })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('an item that two keys name', () => {
  it('is found by its id, whole', async () => {
    expect(await repository.find('tut_1')).toEqual(tutor);
    expect(await repository.find('tut_2')).toBeUndefined();
    expect(await repository.find('')).toBeUndefined();
  });

  it('may have the id of another, of which the load writes both', async () => {
    const both = [
      entityItem({ entity_id: 'sub_1', entity_type: 'subject' }),
      entityItem({ entity_id: 'sub_1', entity_type: 'region' }),
    ];
    await repository.load(both);

    const { items } = await read('EntityTypeHealthIndex', {}, 'subject');
    expect(ids(items)).toEqual(['sub_1']);
    await expect(repository.load([...both, ...both])).rejects.toMatchObject({ code: 'repository.invalid' });
  });
});
