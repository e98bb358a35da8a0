import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dataset } from '../catalog/define-dataset.ts';
import { keyName } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import { findItems } from './find-items.ts';
import { inOrder } from './in-order.ts';
import { createItemReader } from './item-reader.ts';
import { defaultLoadTuning, type LoadTuning, loadItems } from './load-items.ts';
import { createListReader } from './read-list.ts';
import { createReads } from './read-pages.ts';
import type { Repository } from './repository.ts';
import { translated } from './translate-error.ts';
import { updateMetrics } from './update-metrics.ts';

/** More at once would keep others waiting, and make nothing faster on the embedded engine. */
const queriesAtOnce = 8;

export interface RepositoryOptions {
  readonly client: DynamoDBDocumentClient;
  readonly dataset: Dataset;
  /** Absent: the table's name in the catalogue. */
  readonly tableName?: string | undefined;
  readonly loading?: Partial<LoadTuning>;
}

/**
 * The record of a dataset in its DynamoDB table.
 *
 * Every method throws `repository.*` errors only, or `input.invalid` for what no table could answer.
 */
export function createRepository(options: RepositoryOptions): Repository {
  const { client, dataset, tableName = dataset.table.name } = options;
  const source = { client, dataset, tableName };
  const attributes = Object.keys(dataset.attributes);
  const key = keyName(dataset);
  const isWholeKey = dataset.table.sortKey === undefined;
  const read = createItemReader(dataset, attributes);
  const readList = createListReader(source);
  const loading = { ...defaultLoadTuning, ...options.loading };

  /** Of several items with that id the first: the other part of their keys is not known. */
  const firstOf = async (id: string): Promise<AnyItem | undefined> =>
    id === '' ? undefined : (await readList(undefined, id, { attributes, pageSize: 1 })).items[0];

  return {
    dataset,
    tableName,
    ...createReads(source),
    async find(id) {
      if (id === '') return undefined;
      if (!isWholeKey) return firstOf(id);
      const command = new GetCommand({ TableName: tableName, Key: { [key]: id }, ConsistentRead: true });
      const { Item } = await translated({ tableName, operation: 'GetItem' }, () => client.send(command));
      return Item === undefined ? undefined : read(Item).item;
    },
    async findMany(ids) {
      if (!isWholeKey) return inOrder(ids, queriesAtOnce, firstOf);
      const found = await findItems({ client, tableName, key }, ids, loading);
      return ids.map((id) => {
        const item = found.get(id);
        return item === undefined ? undefined : read(item).item;
      });
    },
    async update(id, changes) {
      return read(await updateMetrics({ ...source, id }, changes)).item;
    },
    load: (items, loadOptions) => loadItems(source, items, loadOptions, loading),
  };
}
