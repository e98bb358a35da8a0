import { residentMegabytes } from '../app-process.ts';
import type { BenchApp } from '../bench-app.ts';
import { openSettledApp } from '../open-settled-app.ts';
import { median, spreadOf } from '../percentiles.ts';
import { type RowNotes, rowOf } from '../rows.ts';

const question = 'churn rookie';

/** Questions to the compiled app, from signed request to posted answer. */
export async function measureAnswers(clone: string, { note }: RowNotes, tell: (line: string) => void): Promise<void> {
  const app = await openSettledApp(clone);
  try {
    for (let warm = 0; warm < 20; warm += 1) await app.ask(question);
    const answers: number[] = [];
    for (let run = 0; run < 300; run += 1) answers.push((await app.ask(question)).answerMs);
    const { p50, p99 } = spreadOf(answers);
    note(rowOf('/agents churn rookie, request to posted answer, p50', p50, 'ms', ['at most', 60]));
    note(rowOf('/agents churn rookie, request to posted answer, p99', p99, 'ms', ['at most', 200]));
    note(rowOf('a mention answered end to end, offline, p50', await mentionMs(app), 'ms', ['at most', 80]));
    // The first one also opens fifty connections and runs code that nothing has run before.
    tell(`the very first 50 commands at once, p99: ${spreadOf(await burst(app)).p99.toFixed(1)} ms`);
    const acks: number[] = [];
    for (let run = 0; run < 10; run += 1) acks.push(...(await burst(app)));
    note(rowOf('acknowledgement with 50 commands at once, p99', spreadOf(acks).p99, 'ms', ['at most', 50]));
    const memory = residentMegabytes(app.process.pid);
    if (memory !== undefined) note(rowOf('memory of the app after that', memory, 'MB', ['at most', 200]));
  } finally {
    await app.stop();
  }
}

async function mentionMs(app: BenchApp): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 120; run += 1) {
    const tookMs = await app.mention('<@U0BENCHBOT> what is the churn of rookies?');
    if (run >= 20) times.push(tookMs);
  }
  return median(times);
}

/** How long each of fifty commands at once waits for its acknowledgement, in milliseconds. */
async function burst(app: BenchApp): Promise<number[]> {
  const sent = await Promise.all(Array.from({ length: 50 }, () => app.ask(question)));
  return sent.map(({ ackMs }) => ackMs);
}
