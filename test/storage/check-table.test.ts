import { CreateTableCommand, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { entities } from '../../src/catalog/datasets/entities.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { checkTable } from '../../src/storage/check-table.ts';
import { createTableInput } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const definition = tableDefinition(agents);
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

/** Makes a table that differs from the definition as told, and checks it. */
async function check(alter: (input: CreateTableCommandInput) => Partial<CreateTableCommandInput>): Promise<void> {
  const tableName = freshTableName();
  const input = createTableInput(definition, tableName);
  await engine.client.send(new CreateTableCommand({ ...input, ...alter(input) }));
  await checkTable(engine.client, definition, tableName);
}

const problems = (...expected: string[]) => ({ code: 'repository.missing_table', details: { problems: expected } });

describe('checkTable', () => {
  it('accepts a table as defined, and one with more indexes than we use', async () => {
    await check(() => ({}));
    await check((input) => ({
      GlobalSecondaryIndexes: [
        ...(input.GlobalSecondaryIndexes ?? []),
        {
          IndexName: 'TheirIndex',
          KeySchema: [{ AttributeName: 'spendLevel', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }));
  });

  it('says that a table is missing, and which settings decide over it', async () => {
    await expect(checkTable(engine.client, definition, 'Nowhere')).rejects.toMatchObject({
      code: 'repository.missing_table',
      message: expect.stringMatching(/Nowhere.*does not exist.*TABLE_NAME.*AWS_REGION/),
    });
  });

  it('names every index that is missing', async () => {
    const checked = check((input) => ({
      GlobalSecondaryIndexes: input.GlobalSecondaryIndexes?.filter(
        ({ IndexName }) => !['SpendLevelIndex', 'BusinessModelIndex'].includes(IndexName ?? ''),
      ),
      AttributeDefinitions: input.AttributeDefinitions?.filter(
        ({ AttributeName }) => !['spendLevel', 'businessModel'].includes(AttributeName ?? ''),
      ),
    }));

    await expect(checked).rejects.toMatchObject(
      problems('the index BusinessModelIndex is missing', 'the index SpendLevelIndex is missing'),
    );
  });

  it('names an index with another key, and one that holds keys only', async () => {
    const checked = check((input) => ({
      GlobalSecondaryIndexes: input.GlobalSecondaryIndexes?.map((index) => {
        if (index.IndexName === 'SpendLevelIndex') {
          return { ...index, KeySchema: [{ AttributeName: 'spendLevel', KeyType: 'HASH' }] };
        }
        if (index.IndexName === 'SpecializationIndex') return { ...index, Projection: { ProjectionType: 'KEYS_ONLY' } };
        return index;
      }),
    }));

    await expect(checked).rejects.toMatchObject(
      problems(
        'the index SpecializationIndex does not hold all attributes',
        'the key of the index SpendLevelIndex is not spendLevel (text) and id (text)',
      ),
    );
  });

  it('names a key that differs', async () => {
    const checked = check(() => ({
      KeySchema: [
        { AttributeName: 'spendLevel', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
    }));

    await expect(checked).rejects.toMatchObject(problems('its key is not id (text)'));
  });

  it('names a key of another type', async () => {
    const checked = check((input) => ({
      AttributeDefinitions: input.AttributeDefinitions?.map((attribute) =>
        attribute.AttributeName === 'spendLevel' ? { ...attribute, AttributeType: 'N' } : attribute,
      ),
    }));

    await expect(checked).rejects.toMatchObject(
      problems('the key of the index SpendLevelIndex is not spendLevel (text) and id (text)'),
    );
  });

  it('names an index that sorts texts where a number is meant', async () => {
    const tableName = freshTableName();
    const metrics = tableDefinition(entities);
    const { numberKeys: _, ...asTexts } = metrics;
    await engine.client.send(new CreateTableCommand(createTableInput(asTexts, tableName)));

    await expect(checkTable(engine.client, metrics, tableName)).rejects.toMatchObject(
      problems('the key of the index EntityTypeHealthIndex is not entity_type (text) and health_score (number)'),
    );
  });

  it('accepts a table without the stream that it may have', async () => {
    const tableName = freshTableName();
    const metrics = tableDefinition(entities);
    await engine.client.send(new CreateTableCommand(createTableInput(metrics, tableName)));

    await expect(checkTable(engine.client, metrics, tableName)).resolves.toBeUndefined();
  });
});
