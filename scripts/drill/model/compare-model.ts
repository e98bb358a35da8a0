import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { DuckDBInstance } from '@duckdb/node-api';
import { foldName } from '../../../src/analytics/fold-name.ts';
import { foldedNameColumn, modelShape, quoted } from '../../../src/analytics/read-model/model-shape.ts';
import type { Dataset } from '../../../src/catalog/define-dataset.ts';
import { createItemReader, type RawItem } from '../../../src/storage/item-reader.ts';

interface Compared {
  readonly dataset: Dataset;
  readonly tableName: string;
  readonly client: DynamoDBDocumentClient;
  /** The read model's file, which nobody may have open. */
  readonly path: string;
}

export interface ModelComparison {
  /** Members of the table. */
  readonly rows: number;
  /** How often a build was begun since the file was made. */
  readonly builds: number;
  /** What is not the same, in words: nothing, as it should be. */
  readonly differences: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Compares a read model's file with the table that it is a copy of: each row, each column. */
export async function compareModel({ dataset, tableName, client, path }: Compared): Promise<ModelComparison> {
  const { key } = modelShape(dataset);
  const keyOf = (row: Row): string => JSON.stringify(key.map(({ column }) => row[column]));
  const { rows, builds } = await storedRows(path);
  const wanted = new Map((await wantedRows(dataset, tableName, client)).map((row) => [keyOf(row), row]));
  const differences: string[] = [];
  const found = new Set<string>();
  for (const row of rows) {
    const id = keyOf(row);
    const other = wanted.get(id);
    if (found.has(id)) differences.push(`${id} is there more than once`);
    found.add(id);
    if (other === undefined) differences.push(`${id} is not in the table any more`);
    else differences.push(...differing(row, other).map((what) => `${id}: ${what}`));
  }
  differences.push(...[...wanted.keys()].filter((id) => !found.has(id)).map((id) => `${id} is missing`));
  return { rows: wanted.size, builds, differences };
}

/** The rows of the build that is answered from. */
async function storedRows(path: string): Promise<{ readonly rows: readonly Row[]; readonly builds: number }> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const all = async (sql: string): Promise<readonly Row[]> => (await connection.runAndReadAll(sql)).getRowObjectsJS();
  try {
    const filled = await all(`SELECT build FROM facts AS one WHERE name = 'filledAt'
      AND EXISTS (SELECT 1 FROM facts AS other WHERE other.build = one.build AND other.name = 'stream')`);
    const [build] = filled.map((row) => Number(row['build']));
    if (build === undefined || filled.length > 1) throw new Error(`${filled.length} builds are whole; one has to be`);
    return { rows: await all(`SELECT * FROM members_${build}`), builds: build };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What the rows have to be, worked out from what is stored in the table at this moment. */
async function wantedRows(
  dataset: Dataset,
  tableName: string,
  client: DynamoDBDocumentClient,
): Promise<readonly Row[]> {
  const { columns, key, name } = modelShape(dataset);
  const read = createItemReader(
    dataset,
    columns.map((column) => column.name),
  );
  const toRow = (raw: RawItem): Row => {
    const { item } = read(raw);
    const own = name === undefined ? undefined : item[name];
    return {
      ...Object.fromEntries(
        columns.map((column) => {
          const value = item[column.name];
          return [
            column.name,
            column.type === 'time' && value !== undefined ? BigInt(Date.parse(String(value))) : value,
          ];
        }),
      ),
      ...Object.fromEntries(key.map(({ attribute, column }) => [column, raw[attribute]])),
      ...(name === undefined ? {} : { [foldedNameColumn]: typeof own === 'string' ? foldName(own) : undefined }),
    };
  };
  const rows: Row[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, Limit: 1_000, ExclusiveStartKey: start }),
    );
    rows.push(...(page.Items ?? []).map(toRow));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
}

function differing(row: Row, wanted: Row): readonly string[] {
  const names = [...new Set([...Object.keys(row), ...Object.keys(wanted)])];
  return names
    .filter((name) => said(row[name]) !== said(wanted[name]))
    .map((name) => `${quoted(name)} is ${said(row[name])} and has to be ${said(wanted[name])}`);
}

function said(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, part) => (typeof part === 'bigint' ? `${part} ms` : part));
}
