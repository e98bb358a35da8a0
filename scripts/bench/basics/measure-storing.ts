import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import { readConfig } from '../../../src/config.ts';
import { generateAgents } from '../../../src/generator/generate-agents.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { asOf } from '../as-of.ts';
import { median } from '../percentiles.ts';
import { type RowNotes, rowOf } from '../rows.ts';

/** 500 agents into an engine that has just been started. */
export async function measureStoring(work: string, { note }: RowNotes): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const dataDirectory = join(work, `store-${run}`);
    mkdirSync(dataDirectory);
    const storage = await openStorage({ ...readConfig().storage, dataDirectory });
    const began = performance.now();
    await ensureTable(storage.client, tableDefinition(agents), agents.table.name);
    const repository = createRepository({ client: storage.client, dataset: agents, tableName: agents.table.name });
    await repository.load([...generateAgents({ count: 500, seed: 42, asOf })]);
    times.push((performance.now() - began) / 1000);
    await storage.close();
  }
  note(rowOf('500 agents generated and stored', median(times), 's', ['at most', 1.5]));
}
