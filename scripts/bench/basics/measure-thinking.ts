import { generateAgents } from '../../../src/generator/generate-agents.ts';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import { asOf } from '../as-of.ts';
import { median, spreadOf } from '../percentiles.ts';
import { questions } from '../questions.ts';
import { type RowNotes, rowOf } from '../rows.ts';

/** What needs neither disk nor network: generating people, and understanding questions offline. */
export function measureThinking({ note }: RowNotes): void {
  note(rowOf('generator without I/O', generatorSpeed(), 'agents/s', ['at least', 20_000]));
  note(rowOf('a question parsed offline, p99', spreadOf(parsingTimes()).p99, 'ms', ['at most', 1]));
}

function generatorSpeed(): number {
  const count = 20_000;
  const speeds: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    let made = 0;
    for (const _agent of generateAgents({ count, seed: run, asOf })) made += 1;
    speeds.push((made / (performance.now() - began)) * 1000);
  }
  return median(speeds);
}

function parsingTimes(): readonly number[] {
  const times: number[] = [];
  for (let run = 0; run < 500; run += 1) {
    for (const text of questions) {
      const began = performance.now();
      parseText(text, { surface: 'message', today: asOf });
      // The first runs are those in which the program itself is made ready.
      if (run >= 50) times.push(performance.now() - began);
    }
  }
  return times;
}
