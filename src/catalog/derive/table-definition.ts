import type { Dataset } from '../define-dataset.ts';
import { attributesOfKind, keyName } from './attribute-names.ts';

export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A table as both the local engine and `infra/` create it. All key attributes are strings. */
export interface TableDefinition {
  readonly name: string;
  readonly nameVariable: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: readonly IndexDefinition[];
  /** The attribute that holds the expiry time in epoch seconds, if items expire. */
  readonly timeToLive?: string;
}

/** A dataset's table: its key, and one index a segment, sorted by the key. */
export function tableDefinition(dataset: Dataset): TableDefinition {
  const key = keyName(dataset);
  return {
    name: dataset.table.name,
    nameVariable: dataset.table.nameVariable,
    partitionKey: key,
    indexes: attributesOfKind(dataset, 'segment').map(([name, segment]) => ({
      name: segment.index,
      partitionKey: name,
      sortKey: key,
    })),
  };
}
