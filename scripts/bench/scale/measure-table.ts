import { join } from 'node:path';
import { fillBuild } from '../../../src/analytics/read-model/fill-build.ts';
import { createRepositoryAnalytics } from '../../../src/analytics/repository-analytics.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { type RowNotes, rowOf } from '../rows.ts';
import type { AskedQuestion } from './asked-calls.ts';
import type { RunLengths } from './bench-run.ts';
import { countReads, type ReadCount } from './counted-repository.ts';
import { agentsShape, beginBuild, openBenchModel } from './open-bench-model.ts';
import { targetsFor } from './targets.ts';
import { type QuestionTimes, timeQuestions } from './time-questions.ts';

/** As the read model's own fill reads the table. */
const pageSize = 1_000;

/** How long the table takes to be read page after page, bare and into a read model. */
export async function measureScan(
  work: string,
  agents: number,
  repository: Repository,
  { note }: RowNotes,
): Promise<void> {
  const bare: number[] = [];
  const filled: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    bare.push(await scanSeconds(repository));
    filled.push(await fillSeconds(join(work, `scan-${agents}-${run}`, 'agents.duckdb'), repository));
  }
  const ratio = Math.min(...filled) / Math.min(...bare);
  note(rowOf('bare paged scan of the table', Math.min(...bare), 's'));
  note(rowOf('fill through the scan', Math.min(...filled), 's'));
  note(rowOf('  against the bare scan', ratio, '×', targetsFor(agents).fillToScan));
}

async function scanSeconds(repository: Repository): Promise<number> {
  const began = performance.now();
  const attributes = agentsShape.columns.map(({ name }) => name);
  for await (const _page of repository.readAll({ attributes, pageSize, consistent: true }));
  return (performance.now() - began) / 1000;
}

async function fillSeconds(path: string, repository: Repository): Promise<number> {
  const model = await openBenchModel(path);
  try {
    const build = await beginBuild(model);
    const began = performance.now();
    await fillBuild({
      repository,
      shape: agentsShape,
      build,
      parallel: 1,
      signal: new AbortController().signal,
      now: Date.now,
      onProgress: () => undefined,
    });
    return (performance.now() - began) / 1000;
  } finally {
    await model.file.close();
  }
}

export interface RepositoryTimes extends QuestionTimes {
  readonly read: ReadCount;
}

/** Each question through the repository: what it costs there, and how long it takes. */
export async function measureRepository(
  agents: number,
  repository: Repository,
  questions: readonly AskedQuestion[],
  lengths: RunLengths,
): Promise<readonly RepositoryTimes[]> {
  const counted = countReads(repository);
  const analytics = createRepositoryAnalytics({ repository: counted.repository, now: Date.now });
  const reads = new Map<string, ReadCount>();
  const times = await timeQuestions(analytics, questions, {
    runs: lengths.repositoryRuns(agents),
    warmUps: 0,
    onAsked: (name) => reads.set(name, counted.take()),
  });
  return times.map((each) => ({ ...each, read: reads.get(each.name) ?? { items: 0, readUnits: 0 } }));
}
