import { residentMegabytes } from '../app-process.ts';
import type { AskedQuestion } from './asked-calls.ts';
import { analyticsOver, openBenchModel, resumeBuild } from './open-bench-model.ts';
import { serveParent } from './run-child.ts';
import { type QuestionTimes, timeQuestions } from './time-questions.ts';

export interface AskTask {
  readonly path: string;
  readonly questions: readonly AskedQuestion[];
  readonly runs: number;
}

export interface AskResult {
  readonly times: readonly QuestionTimes[];
  /** Resident memory of the process after that; absent where it is not told. */
  readonly residentMegabytes?: number | undefined;
}

const warmUps = 5;

/** Holds a read model that was filled before, and nothing else, and answers questions from it. */
async function askModel({ path, questions, runs }: AskTask): Promise<AskResult> {
  const model = await openBenchModel(path);
  const times = await timeQuestions(analyticsOver(await resumeBuild(model)), questions, { runs, warmUps });
  const resident = residentMegabytes(process.pid);
  await model.file.close();
  return { times, residentMegabytes: resident };
}

await serveParent(askModel);
