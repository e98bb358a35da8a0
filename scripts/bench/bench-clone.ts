import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const parts = ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** A copy of the tree as a fresh clone has it after `npm install`: nothing built, no data. Returns its directory. */
export function makeClone(work: string): string {
  const clone = join(work, 'clone');
  for (const part of parts) cpSync(part, join(clone, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(clone, 'node_modules'));
  return clone;
}

/** What `npm start` runs once everything is built. */
export function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ');
}
