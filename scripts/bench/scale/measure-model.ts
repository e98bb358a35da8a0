import { join } from 'node:path';
import { type RowNotes, rowOf } from '../rows.ts';
import type { AskResult, AskTask } from './ask-model.ts';
import type { AskedQuestion } from './asked-calls.ts';
import type { RunLengths } from './bench-run.ts';
import type { FillResult, FillTask } from './fill-in-memory.ts';
import { runChild } from './run-child.ts';
import { memoryTarget, targetsFor } from './targets.ts';
import type { QuestionTimes } from './time-questions.ts';

const filler = new URL('./fill-in-memory.ts', import.meta.url);
const asker = new URL('./ask-model.ts', import.meta.url);

interface ModelParts {
  /** A directory that the caller deletes. */
  readonly work: string;
  readonly agents: number;
  readonly questions: readonly AskedQuestion[];
  readonly lengths: RunLengths;
  readonly notes: RowNotes;
}

/** Fills a read model from memory in one process, and asks it in another one that does nothing else. */
export async function measureModel({
  work,
  agents,
  questions,
  lengths,
  notes,
}: ModelParts): Promise<readonly QuestionTimes[]> {
  const path = join(work, `model-${agents}`, 'agents.duckdb');
  const { fillFromMemory } = targetsFor(agents);
  const filled = await runChild<FillTask, never, FillResult>(filler, { path, agents, questions });
  notes.note(rowOf('fill from memory', agents / filled.fillSeconds, 'agents/s', fillFromMemory));
  notes.note(rowOf('  time to fill from memory', filled.fillSeconds, 's'));
  notes.note(rowOf('  generating them, apart', filled.generatorSeconds, 's'));
  notes.note(rowOf('  file of the read model', filled.fileMegabytes, 'MB'));
  const asked = await runChild<AskTask, never, AskResult>(asker, { path, agents, questions, runs: lengths.modelRuns });
  const memory = [
    ['memory of a process that holds and asks the read model', asked.residentMegabytes],
    ['memory of one that has just filled it', filled.residentMegabytes],
    ['  at its most, while it did', filled.peakMegabytes],
  ] as const;
  for (const [figure, megabytes] of memory) {
    if (megabytes !== undefined) notes.note(rowOf(figure, megabytes, 'MB', memoryTarget));
  }
  return asked.times;
}
