import { readConfig } from '../../../src/config.ts';
import { createNightlySweep } from '../../../src/insights/detection/nightly-sweep.ts';
import { createLog } from '../../../src/log.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { openBenchTable, storageIn } from './bench-table.ts';

/**
 * Leaves a table as one that was swept today, as it is on all but some minutes of the day: the first sweep keeps a
 * sample of everyone, which is no part of what a question takes.
 */
export async function markSwept(dataDirectory: string): Promise<void> {
  const { alerts } = readConfig();
  const { stateTable } = storageIn(dataDirectory);
  const table = await openBenchTable(dataDirectory);
  try {
    const client = table.storage.insightsClient;
    const log = createLog({ level: 'silent' });
    const leases = createLeases(client, stateTable, { instanceId: 'bench', leaseMs: alerts.leaseMs, log });
    const { sweepAt: at, zone } = alerts;
    const { name } = table.repository.dataset;
    const sweep = async (): Promise<void> => undefined;
    await createNightlySweep({ name, at, zone, client, stateTable, leases, sweep, log }).tick();
  } finally {
    await table.close();
  }
}
