import { readFileSync, writeFileSync } from 'node:fs';
import type { Row } from './rows.ts';
import type { ScaleResult } from './scale/scale-result.ts';

/** What `bench.json` holds: the figures of a plain run, and those by number of agents; each from its last run. */
interface Results {
  readonly machine?: string;
  readonly rows?: readonly Row[];
  readonly scale?: Readonly<Record<string, ScaleResult>>;
}

/** Keeps what a run measured; what another kind of run has measured before stays. */
export function keepResults(file: string, measured: Results): void {
  const before = readResults(file);
  const scale = { ...before.scale, ...measured.scale };
  const results = { ...before, ...measured, ...(Object.keys(scale).length === 0 ? {} : { scale }) };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

function readResults(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    return {};
  }
}
