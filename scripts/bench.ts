import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureBasics } from './bench/basics/measure-basics.ts';
import { formatRows } from './bench/format-rows.ts';
import { describeMachine } from './bench/machine.ts';
import { type BenchArguments, readArguments } from './bench/read-arguments.ts';
import { keepResults } from './bench/results-file.ts';
import type { Row } from './bench/rows.ts';
import { formatScale } from './bench/scale/format-scale.ts';
import { createScaleBench } from './bench/scale/scale-bench.ts';
import { usage } from './bench/usage.ts';

const resultsFile = 'bench.json';
const tell = (line: string): void => console.log(line);

const wanted = readWanted();
if (wanted?.help === true) console.log(usage);
else if (wanted !== undefined) await run(wanted);

function readWanted(): BenchArguments | undefined {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
    return undefined;
  }
}

async function run(options: BenchArguments): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'vitals-bench-'));
  const remove = (): void => rmSync(work, { recursive: true, force: true });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      remove();
      process.exit(code);
    });
  }
  try {
    const rows = options.agents.length === 0 ? await runBasics(work) : await runScale(work, options);
    process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
  } finally {
    remove();
  }
}

async function runBasics(work: string): Promise<readonly Row[]> {
  const machine = describeMachine();
  const rows = await measureBasics(work, tell);
  tell(`\n${machine}\n\n${formatRows(rows)}`);
  keepResults(resultsFile, { machine, rows });
  return rows;
}

async function runScale(work: string, options: BenchArguments): Promise<readonly Row[]> {
  const bench = createScaleBench(work, options, tell);
  const rows: Row[] = [];
  for (const agents of options.agents) {
    const result = await bench.measure(agents);
    tell(`\n${formatScale(agents, result)}\n`);
    keepResults(resultsFile, { scale: { [agents]: result } });
    rows.push(...result.rows);
  }
  return rows;
}
