import type { QueryCommandOutput, ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { Dataset } from '../catalog/define-dataset.ts';
import { keyNames } from '../catalog/derive/attribute-names.ts';
import { AppError } from '../errors/app-error.ts';
import { createItemReader } from './item-reader.ts';
import type { ReadOptions, ReadPage } from './repository.ts';

/** Without a limit one page of the embedded engine is the whole table, and nothing else is served meanwhile. */
const defaultPageSize = 1_000;

/** What a Scan and a Query share. Names go through placeholders: `name` and others are reserved words. */
export function readPlan(dataset: Dataset, options: ReadOptions, alsoNamed: readonly string[] = []) {
  const unknown = options.attributes.filter((name) => !Object.hasOwn(dataset.attributes, name));
  if (unknown.length > 0) {
    throw new AppError('input.invalid', `${dataset.name} has no attribute ${unknown.join(', ')}`);
  }
  const pageSize = options.pageSize ?? defaultPageSize;
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw new AppError('input.invalid', 'a page holds a whole number of items, at least one');
  }
  const keys = keyNames(dataset);
  const attributes = [...new Set([...keys, ...options.attributes])];
  const read = createItemReader(dataset, attributes);
  const named = [...new Set([...attributes, ...alsoNamed])];
  const placeholder = (name: string): string => `#n${named.indexOf(name)}`;
  return {
    placeholder,
    parameters: {
      Limit: pageSize,
      ProjectionExpression: attributes.map(placeholder).join(', '),
      ExpressionAttributeNames: Object.fromEntries(named.map((name) => [placeholder(name), name])),
      ReturnConsumedCapacity: 'TOTAL',
    } as const,
    toPage(output: ScanCommandOutput | QueryCommandOutput): ReadPage {
      const stored = output.Items ?? [];
      const results = stored.map(read);
      return {
        items: results.map(({ item }) => item),
        keys: stored.map((item) => keys.map((name) => String(item[name]))),
        unreadable: results.filter(({ complete }) => !complete).length,
        readUnits: output.ConsumedCapacity?.CapacityUnits ?? 0,
      };
    },
  };
}

/** The client's options for a read that can be called off. */
export function sendOptions(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}
