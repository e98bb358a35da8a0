import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Analytics } from '../../../src/analytics/analytics.ts';
import type { ModelBuild } from '../../../src/analytics/read-model/model-build.ts';
import type { ModelReader } from '../../../src/analytics/read-model/model-reader.ts';
import { modelShape } from '../../../src/analytics/read-model/model-shape.ts';
import { type OpenModel, openModel } from '../../../src/analytics/read-model/open-model.ts';
import { createReadModelAnalytics } from '../../../src/analytics/read-model/read-model-analytics.ts';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';

/** A stream that nobody reads: the model is filled, and asked. */
const streamArn = 'none';

export const agentsShape = modelShape(agents);

/** The file of a read model of the agents, with the settings that the app has when none are given. */
export async function openBenchModel(path: string): Promise<OpenModel> {
  await mkdir(dirname(path), { recursive: true });
  const memoryMegabytes = readConfig().readModel?.memoryMegabytes ?? 512;
  const log = createLog({ level: 'silent' });
  return openModel({ path, memoryMegabytes, shape: agentsShape, table: 'bench', log, now: Date.now });
}

/** A new build, with nobody in it. */
export async function beginBuild(model: OpenModel): Promise<ModelBuild> {
  const build = await model.begin(streamArn);
  await build.checkpoints.beginStream();
  // What has no place in its stream is not gone on with.
  await build.checkpoints.write('shard', { state: 'reading', after: '1' });
  return build;
}

/** The build that was filled in this file. */
export async function resumeBuild(model: OpenModel): Promise<ModelBuild> {
  const build = await model.resume(streamArn);
  if (build === undefined) throw new Error('the read model was not filled');
  return build;
}

export function analyticsOver(build: ModelBuild): Analytics {
  const reader: ModelReader = { read: (work) => build.read(Date.now(), work) };
  return createReadModelAnalytics({ dataset: agents, source: 'read model (DuckDB)', reader, now: Date.now });
}
