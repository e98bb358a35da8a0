import { childrenOf, residentMegabytes } from '../app-process.ts';
import type { BenchApp } from '../bench-app.ts';
import { openSettledApp } from '../open-settled-app.ts';
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
    { agents, app: await openSettledApp(clone, { DATA_DIR: parts.dataDirectory }) },
    ...(agents === baseline
      ? []
      : [{ agents: baseline, app: await openSettledApp(clone, { DATA_DIR: parts.baselineDirectory }) }]),
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

function noteMemory(app: BenchApp | undefined, { note }: RowNotes): void {
  const own = residentMegabytes(app?.process.pid);
  if (own === undefined) return;
  note(rowOf('memory of the whole app after that', own, 'MB'));
  const engine = childrenOf(app?.process.pid).map((pid) => residentMegabytes(pid) ?? 0);
  note(rowOf('  its embedded engine, apart', Math.max(0, ...engine), 'MB'));
}
