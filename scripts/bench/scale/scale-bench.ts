import { execFileSync } from 'node:child_process';
import { makeClone } from '../bench-clone.ts';
import { describeMachine, machineLoad } from '../machine.ts';
import type { BenchArguments } from '../read-arguments.ts';
import { createNotes, noteFailure, type Row, type RowNotes, rowOf } from '../rows.ts';
import type { AskedQuestion } from './asked-calls.ts';
import { createBenchData } from './bench-data.ts';
import { fullRun, onlyModelFrom, shortRun } from './bench-run.ts';
import { openBenchTable } from './bench-table.ts';
import { joinQuestions } from './join-questions.ts';
import { markSwept } from './mark-swept.ts';
import { measureEndToEnd } from './measure-end-to-end.ts';
import { measureLag } from './measure-lag.ts';
import { measureModel } from './measure-model.ts';
import { measureRepository, measureScan, type RepositoryTimes } from './measure-table.ts';
import { questionRows } from './question-rows.ts';
import { recordQuestions } from './record-questions.ts';
import type { ScaleResult } from './scale-result.ts';

/** As many agents as others are held against, and as the kinds of questions are recorded with. */
const baseline = 500;

export interface ScaleBench {
  /** Measures everything with so many agents. */
  measure(agents: number): Promise<ScaleResult>;
}

/**
 * Measures how questions, filling and freshness change with the number of agents.
 *
 * @param work a directory that the caller deletes
 */
export function createScaleBench(
  work: string,
  { short, keep }: Pick<BenchArguments, 'short' | 'keep'>,
  tell: (line: string) => void,
): ScaleBench {
  const lengths = short ? shortRun : fullRun;
  const dataOf = createBenchData({ work, keep, tell });
  const questions = once(() => recorded(dataOf));
  const clone = once(async () => builtClone(work));

  /** What needs the table: all but the read model alone. */
  async function measureWithTable(agents: number, notes: RowNotes): Promise<readonly RepositoryTimes[]> {
    const { dataDirectory, loadSeconds, isKept } = await dataOf(agents);
    notes.note(rowOf(`loading the table${isKept ? ' (in a run before)' : ''}`, loadSeconds, 's'));
    const first = await openBenchTable(dataDirectory);
    const asked = await (async () => {
      await measureScan(work, agents, first.repository, notes);
      tell('  asking the repository');
      return measureRepository(agents, first.repository, await questions(), lengths);
    })().finally(() => first.close());
    await noteFailure(notes, 'end to end', async () => {
      const built = await clone();
      tell('  starting the app, and waiting until it is at rest');
      const baselineDirectory = agents === baseline ? dataDirectory : (await dataOf(baseline)).dataDirectory;
      for (const each of new Set([dataDirectory, baselineDirectory])) await markSwept(each);
      await measureEndToEnd({ clone: built, dataDirectory, baselineDirectory, agents, baseline, lengths, notes });
    });
    await noteFailure(notes, 'lag', async () => {
      const table = await openBenchTable(dataDirectory);
      await measureLag({ work, dataDirectory, agents, table, lengths, notes }).finally(() => table.close());
    });
    return asked;
  }

  return {
    async measure(agents) {
      tell(`${agents.toLocaleString('en-US')} agents`);
      const before = machineLoad();
      const notes = createNotes(tell, '  ');
      const asked = await questions();
      const ofModel = await measureModel({ work, agents, questions: asked, lengths, notes });
      const ofRepository = agents < onlyModelFrom ? await measureWithTable(agents, notes) : [];
      const joined = joinQuestions(ofModel, ofRepository);
      const rows: readonly Row[] = [...questionRows(agents, asked, joined), ...notes.rows];
      return {
        machine: describeMachine(),
        load: [before, machineLoad()],
        measuredAt: new Date().toISOString(),
        ...(short && { short }),
        rows,
        questions: joined,
      };
    },
  };
}

async function recorded(dataOf: ReturnType<typeof createBenchData>): Promise<readonly AskedQuestion[]> {
  const { dataDirectory } = await dataOf(baseline);
  const table = await openBenchTable(dataDirectory);
  return recordQuestions(table.repository).finally(() => table.close());
}

/** A copy of the tree, so that nobody's `dist/` is changed, built as `npm start` does. */
function builtClone(work: string): string {
  const clone = makeClone(work);
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: clone, stdio: 'inherit' });
  return clone;
}

/** The same work for all who ask. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
