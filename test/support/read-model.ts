import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { appendMember } from '../../src/analytics/read-model/append-row.ts';
import { bindable } from '../../src/analytics/read-model/bindable.ts';
import type { ModelReader } from '../../src/analytics/read-model/model-reader.ts';
import { columnDeclarations, membersTable, modelShape } from '../../src/analytics/read-model/model-shape.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';

export interface TestModel {
  readonly reader: ModelReader;
  /** The members that it is to have from now on, in the place of those that it had. */
  fill(items: readonly AnyItem[]): Promise<void>;
  close(): void;
}

/**
 * A read model in memory, filled by hand; for `beforeAll`, with `close` in `afterAll`.
 *
 * @param asOf epoch milliseconds: up to when it says that it knows everything
 */
export async function createTestModel(dataset: Dataset, asOf = 0): Promise<TestModel> {
  const shape = modelShape(dataset);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE ${membersTable} (${columnDeclarations(shape).join(', ')})`);
  return {
    reader: readerOver(connection, asOf),
    async fill(items) {
      await connection.run(`DELETE FROM ${membersTable}`);
      const appender = await connection.createAppender(membersTable);
      for (const item of items) {
        appendMember(appender, shape, item);
        appender.endRow();
      }
      appender.closeSync();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function readerOver(connection: DuckDBConnection, asOf: number): ModelReader {
  return {
    async read(work) {
      await connection.run('BEGIN TRANSACTION READ ONLY');
      try {
        return await work({
          members: membersTable,
          asOf,
          async query(sql, values = []) {
            const bound = bindable(values);
            return (await connection.runAndReadAll(sql, bound.values, bound.types)).getRowObjectsJS();
          },
        });
      } finally {
        await connection.run('COMMIT');
      }
    },
  };
}
