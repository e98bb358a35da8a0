import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOf } from '../as-of.ts';
import { benchSeed, loadBenchTable } from './bench-table.ts';

/** A loaded table, and how long that took, in seconds. */
export interface BenchData {
  readonly dataDirectory: string;
  readonly loadSeconds: number;
  /** Whether it was loaded by a run before this one. */
  readonly isKept: boolean;
}

interface DataParts {
  readonly work: string;
  readonly keep: boolean;
  readonly tell: (line: string) => void;
}

const loadedFile = 'loaded.json';

/** Makes tables of agents; each call gives one of its own, which may be changed. */
export function createBenchData({ work, keep, tell }: DataParts): (agents: number) => Promise<BenchData> {
  let copies = 0;

  async function load(directory: string, agents: number): Promise<number> {
    let told = 0;
    const seconds = await loadBenchTable(directory, agents, (written) => {
      const tenth = Math.floor((written * 10) / agents);
      if (agents >= 50_000 && tenth > told) tell(`  ${written.toLocaleString('en-US')} agents loaded`);
      told = Math.max(told, tenth);
    });
    writeFileSync(join(directory, loadedFile), JSON.stringify({ seconds }));
    return seconds;
  }

  return async (agents) => {
    copies += 1;
    const dataDirectory = join(work, `table-${agents}-${copies}`);
    if (!keep) return { dataDirectory, loadSeconds: await load(dataDirectory, agents), isKept: false };
    const kept = join(tmpdir(), 'vitals-bench-kept', `agents-${agents}-seed-${benchSeed}-${asOf}`);
    const isKept = existsSync(join(kept, loadedFile));
    if (!isKept) {
      // What is left of a run that was cut short.
      rmSync(kept, { recursive: true, force: true });
      mkdirSync(kept, { recursive: true });
      await load(kept, agents);
      tell(`  kept in ${kept}`);
    }
    cpSync(kept, dataDirectory, { recursive: true });
    const { seconds } = JSON.parse(readFileSync(join(kept, loadedFile), 'utf8')) as { seconds: number };
    return { dataDirectory, loadSeconds: seconds, isKept };
  };
}
