import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from './app-process.ts';
import { type BenchApp, openBenchApp } from './bench-app.ts';

const lookMs = 1_000;
const longestMs = 20 * 60_000;

/**
 * The app, once its read model answers and the work of a first start is over: keeping a past, looking at everybody.
 *
 * @param directory a tree in which the app is built
 */
export async function openSettledApp(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchApp> {
  const app = await openBenchApp(directory, environment);
  try {
    const until = performance.now() + longestMs;
    while (!(await isServing(app)) || !(await isQuiet(app))) {
      if (performance.now() > until) throw new Error('the app was not at rest after twenty minutes');
    }
    return app;
  } catch (error) {
    await app.stop();
    throw error;
  }
}

async function isServing({ origin }: BenchApp): Promise<boolean> {
  const state = await readModelState(origin).catch(() => 'no answer');
  if (state === 'ready') return true;
  await delay(lookMs);
  return false;
}

/** What `/healthz` tells of the read model of the agents. */
async function readModelState(origin: string): Promise<string | undefined> {
  const health = (await (await fetch(`${origin}/healthz`)).json()) as {
    readonly readModels?: { readonly agents?: { readonly state?: string } };
  };
  return health.readModels?.agents?.state;
}

/** Whether the app used less than a tenth of a processor for a while; always true where that is not told. */
async function isQuiet({ process: { pid } }: BenchApp): Promise<boolean> {
  const before = cpuSeconds(pid);
  await delay(3 * lookMs);
  const after = cpuSeconds(pid);
  return before === undefined || after === undefined || after - before < 0.3;
}
