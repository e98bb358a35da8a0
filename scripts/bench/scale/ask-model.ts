import { residentMegabytes } from '../app-process.ts';
import type { AskedQuestion } from './asked-calls.ts';
import { analyticsOver, openBenchModel, resumeBuild } from './open-bench-model.ts';
import { serveParent } from './run-child.ts';
import { type QuestionTimes, timeQuestions } from './time-questions.ts';

export interface AskTask {
  readonly path: string;
  /** How many it has to hold. */
  readonly agents: number;
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
async function askModel({ path, agents, questions, runs }: AskTask): Promise<AskResult> {
  const model = await openBenchModel(path);
  const analytics = analyticsOver(await resumeBuild(model));
  const { selection } = await analytics.run({ filters: [], metrics: [], fleet: false });
  if (selection.count !== agents) throw new Error(`the read model holds ${selection.count} of ${agents} agents`);
  const times = await timeQuestions(analytics, questions, { runs, warmUps });
  const resident = residentMegabytes(process.pid);
  await model.file.close();
  return { times, residentMegabytes: resident };
}

await serveParent(askModel);
