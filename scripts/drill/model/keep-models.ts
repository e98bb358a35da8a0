/** A process that keeps the read models as the app does, and says how they are doing; it ends when it is told to. */
import { setTimeout as delay } from 'node:timers/promises';
import { datasets } from '../../../src/catalog/catalog.ts';
import type { Dataset } from '../../../src/catalog/define-dataset.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { openAnalytics } from '../../../src/open-read-models.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import type { KeptModel } from './keeper.ts';

const everyMs = 20;

const config = readConfig();
const log = createLog({ level: 'info' });
const storage = await openStorage(config.storage, log);
const { client } = storage;
const kept = await Promise.all(
  datasets.map(async (dataset: Dataset) => {
    const repository = createRepository({ client, dataset, tableName: dataset.table.name });
    const place = { repository, client, region: config.storage.region };
    return { dataset, analytics: await openAnalytics(place, { config, storage, log }) };
  }),
);
for (const { analytics } of kept) analytics.start();

let isOn = true;
process.on('message', () => {
  isOn = false;
});
// Nobody is left to say it to.
process.on('disconnect', () => process.exit());
while (isOn) {
  process.send?.(kept.map(({ dataset, analytics }) => toKept(dataset.name, analytics.status())));
  await delay(everyMs);
}
for (const { analytics } of kept) await analytics.stop();
await storage.close();
process.disconnect();

function toKept(
  dataset: string,
  { state, lagMs, filled }: ReturnType<(typeof kept)[number]['analytics']['status']>,
): KeptModel {
  return {
    dataset,
    state,
    ...(lagMs === undefined ? {} : { currentTo: Date.now() - lagMs }),
    ...(filled === undefined ? {} : { filled }),
  };
}
