import type { TableDefinition } from '../catalog/derive/table-definition.ts';

/** The app's own memory: one table for everything that it must not forget. */
export const stateTable: TableDefinition = {
  name: 'vitals-state',
  nameVariable: 'STATE_TABLE_NAME',
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: [],
  timeToLive: 'ttl',
};
