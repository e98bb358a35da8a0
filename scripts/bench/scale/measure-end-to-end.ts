import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf, cpuSeconds, residentMegabytes } from '../app-process.ts';
import { type BenchApp, openBenchApp } from '../bench-app.ts';
import { spreadOf } from '../percentiles.ts';
import { type RowNotes, rowOf } from '../rows.ts';
import type { RunLengths } from './bench-run.ts';
import { targetsFor } from './targets.ts';

/** What is asked, end to end: a whole summary, and how many there are. */
const asked = [
  ['/agents churn rookie', 'churn rookie'],
  ['/agents urban (how many)', 'urban'],
] as const;

interface EndToEndParts {
  /** A tree in which the app is built. */
  readonly clone: string;
  /** The data of as many agents as are measured, and of as many as they are held against; the engines are stopped. */
  readonly dataDirectory: string;
  readonly baselineDirectory: string;
  readonly agents: number;
  readonly baseline: number;
  readonly lengths: RunLengths;
  readonly notes: RowNotes;
}

const warmUps = 20;

/** From a signed request to the posted answer, in turns with an app over few agents. */
export async function measureEndToEnd(parts: EndToEndParts): Promise<void> {
  const { clone, agents, baseline, notes, lengths } = parts;
  const apps = [
    { agents, app: await openSettled(clone, parts.dataDirectory) },
    ...(agents === baseline ? [] : [{ agents: baseline, app: await openSettled(clone, parts.baselineDirectory) }]),
  ];
  try {
    for (const [figure, text] of asked) {
      const [own = [], other] = await inTurns(
        apps.map(({ app }) => app),
        text,
        lengths.requests,
      );
      const { p50, p99 } = spreadOf(own);
      notes.note(rowOf(`${figure}, request to posted answer, p50`, p50, 'ms'));
      notes.note(rowOf('  p99', p99, 'ms'));
      if (other !== undefined) {
        notes.note(rowOf(`  the same with ${baseline}, p50`, spreadOf(other).p50, 'ms'));
        notes.note(rowOf('  against that', p50 / spreadOf(other).p50, '×', targetsFor(agents).endToEnd));
      }
    }
    noteMemory(apps[0]?.app, notes);
  } finally {
    for (const { app } of apps) await app.stop();
  }
}

/** The times of each app, in milliseconds. Every answer must come from the read model. */
async function inTurns(apps: readonly BenchApp[], text: string, requests: number): Promise<number[][]> {
  const times: number[][] = apps.map(() => []);
  for (let run = 0; run < warmUps + requests; run += 1) {
    for (const [place, app] of apps.entries()) {
      const { answerMs, answer } = await app.ask(text);
      if (!answer.includes('read model of')) throw new Error(`"${text}" was not answered from the read model`);
      if (run >= warmUps) times[place]?.push(answerMs);
    }
  }
  return times;
}

const lookMs = 1_000;
const longestMs = 20 * 60_000;

/** The app, once its read model answers and its first look at everybody is over. */
async function openSettled(clone: string, dataDirectory: string): Promise<BenchApp> {
  const app = await openBenchApp(clone, { DATA_DIR: dataDirectory });
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

function noteMemory(app: BenchApp | undefined, { note }: RowNotes): void {
  const own = residentMegabytes(app?.process.pid);
  if (own === undefined) return;
  note(rowOf('memory of the whole app after that', own, 'MB'));
  const engine = childrenOf(app?.process.pid).map((pid) => residentMegabytes(pid) ?? 0);
  note(rowOf('  its embedded engine, apart', Math.max(0, ...engine), 'MB'));
}
