import type { Dataset } from '../define-dataset.ts';
import { attributesOfKind, keyName, namesOfKind } from './attribute-names.ts';

export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A table as both the local engine and `infra/` create it. */
export interface TableDefinition {
  readonly name: string;
  readonly nameVariable: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: readonly IndexDefinition[];
  /** Those of the key attributes that are numbers; the others are strings. */
  readonly numberKeys?: readonly string[];
  /** Whether it has a stream with new and old images. */
  readonly stream?: boolean;
  /** The attribute that holds the expiry time in epoch seconds, if items expire. */
  readonly timeToLive?: string;
}

/** A dataset's table: its key, one index a segment, and what else its declaration names. */
export function tableDefinition(dataset: Dataset): TableDefinition {
  const key = keyName(dataset);
  const { name, nameVariable, sortKey, stream } = dataset.table;
  const ofSegments = attributesOfKind(dataset, 'segment').map(([segment, { index, sortedBy = key }]) => ({
    name: index,
    partitionKey: segment,
    sortKey: sortedBy,
  }));
  const indexes = [...ofSegments, ...(dataset.table.indexes ?? [])];
  const sortKeys = new Set(indexes.map((index) => index.sortKey));
  const numberKeys = namesOfKind(dataset, 'metric').filter((metric) => sortKeys.has(metric));
  const [timeToLive] = namesOfKind(dataset, 'expiry');
  return {
    name,
    nameVariable,
    partitionKey: key,
    ...(sortKey === undefined ? {} : { sortKey }),
    indexes,
    ...(numberKeys.length === 0 ? {} : { numberKeys }),
    ...(stream === undefined ? {} : { stream }),
    ...(timeToLive === undefined ? {} : { timeToLive }),
  };
}
