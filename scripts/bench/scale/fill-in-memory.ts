import { stat } from 'node:fs/promises';
import { generateAgents } from '../../../src/generator/generate-agents.ts';
import { inChunks } from '../../../src/provision/in-chunks.ts';
import { residentMegabytes } from '../app-process.ts';
import { asOf } from '../as-of.ts';
import { type AskedQuestion, askAgain } from './asked-calls.ts';
import { benchSeed } from './bench-table.ts';
import { analyticsOver, beginBuild, openBenchModel } from './open-bench-model.ts';
import { serveParent } from './run-child.ts';

export interface FillTask {
  readonly path: string;
  readonly agents: number;
  readonly questions: readonly AskedQuestion[];
}

export interface FillResult {
  /** Seconds in which the model took everyone in, up to where it can be asked. */
  readonly fillSeconds: number;
  /** Seconds that making them up took in between, which is no part of that. */
  readonly generatorSeconds: number;
  readonly fileMegabytes: number;
  /** Resident memory of the process, once each question was asked right after that; absent where it is not told. */
  readonly residentMegabytes?: number | undefined;
  /** The most that it ever was. */
  readonly peakMegabytes?: number | undefined;
}

/** As a page of the table has them. */
const batchSize = 1_000;

/** Fills a read model with generated agents, straight from memory, and asks each question once. */
async function fillInMemory({ path, agents, questions }: FillTask): Promise<FillResult> {
  const model = await openBenchModel(path);
  const build = await beginBuild(model);
  const began = performance.now();
  let fillMs = 0;
  const timed = async (work: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await work();
    fillMs += performance.now() - from;
  };
  for (const batch of inChunks(generateAgents({ count: agents, seed: benchSeed, asOf }), batchSize)) {
    await timed(() => build.fill(batch));
  }
  await timed(() => build.finishFilling(Date.now()));
  const generatorMs = performance.now() - began - fillMs;
  for (const { calls } of questions) await askAgain(analyticsOver(build), calls);
  const resident = residentMegabytes(process.pid);
  await model.file.close();
  return {
    fillSeconds: fillMs / 1000,
    generatorSeconds: generatorMs / 1000,
    fileMegabytes: (await stat(path)).size / 1024 ** 2,
    residentMegabytes: resident,
    peakMegabytes: residentMegabytes(process.pid, 'at most'),
  };
}

await serveParent(fillInMemory);
