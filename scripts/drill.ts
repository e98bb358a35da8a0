/** Tries on the real app, with an engine and a Slack of its own, what can go wrong; needs nothing but the repository. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Finding } from './drill/checks.ts';
import type { Drill } from './drill/drill.ts';
import { idle } from './drill/drills/idle.ts';
import { instances } from './drill/drills/instances.ts';
import { kill } from './drill/drills/kill.ts';
import { model } from './drill/drills/model.ts';
import { outage } from './drill/drills/outage.ts';
import { poison } from './drill/drills/poison.ts';
import { storm } from './drill/drills/storm.ts';
import { throttle } from './drill/drills/throttle.ts';

const drills: Readonly<Record<string, Drill>> = { storm, kill, throttle, instances, poison, outage, idle, model };
const record = 'drill.json';

// Node would write the warnings of packages between the lines.
process.removeAllListeners('warning');
process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  if (words[0] === 'table') {
    console.log(tableOf(kept()));
    return 0;
  }
  const full = words.includes('--full');
  const names = words.filter((word) => word !== '--full');
  const wanted = names.length === 1 && names[0] === 'all' ? Object.keys(drills) : names;
  const unknown = wanted.filter((name) => !Object.hasOwn(drills, name));
  if (wanted.length === 0 || unknown.length > 0) {
    console.error(`${usage()}${unknown.length === 0 ? '' : `\n\nThere is no drill ${unknown.join(', ')}.`}`);
    return words.includes('--help') ? 0 : 2;
  }
  if (spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: 'inherit' }).status !== 0) return 1;
  let isMet = true;
  for (const name of wanted) isMet = (await runOne(name, full)) && isMet;
  return isMet ? 0 : 1;
}

function usage(): string {
  const lines = Object.entries(drills).map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`);
  return `npm run drill -- <name> [--full]\n\n${lines.join('\n')}\n  all        one after the other\n  table      the last full run of each, for the README`;
}

async function runOne(name: string, full: boolean): Promise<boolean> {
  const drill = drills[name];
  if (drill === undefined) return false;
  const began = Date.now();
  const say = (text: string): void =>
    console.log(`  ${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  console.log(`\n${name}${full ? ' (full)' : ''}: ${drill.what}`);
  const findings = await drill.run({ full, say });
  const rows = findings.map(({ what, found, wanted, met }) => [what, { found, wanted, met: met ? 'yes' : 'NO' }]);
  console.table(Object.fromEntries(rows));
  if (full) keep(name, findings, (Date.now() - began) / 1000);
  return findings.every(({ met }) => met);
}

interface Entry {
  readonly at: string;
  readonly seconds: number;
  readonly machine: string;
  readonly findings: readonly Finding[];
}

function tableOf(entries: Readonly<Record<string, Entry>>): string {
  const rows = Object.entries(drills).flatMap(([name, { what }]) => {
    const entry = entries[name];
    if (entry === undefined) return [];
    const found = entry.findings.map((finding) => `${finding.what}: ${finding.found}${finding.met ? '' : ' (missed)'}`);
    return [`| \`${name}\` | ${what} | ${found.join('; ')} | ${entry.at.slice(0, 10)} |`];
  });
  return ['| Drill | What is done | What was found | Run |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The full runs are kept beside one another, so that the README can show the last of each. */
function keep(name: string, findings: readonly Finding[], seconds: number): void {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, Node ${process.version}, ${process.platform}`;
  const entry = { at: new Date().toISOString(), seconds: Math.round(seconds), machine, findings };
  writeFileSync(record, `${JSON.stringify({ ...kept(), [name]: entry }, null, 2)}\n`);
}

function kept(): Record<string, Entry> {
  try {
    return JSON.parse(readFileSync(record, 'utf8')) as Record<string, Entry>;
  } catch {
    return {};
  }
}
