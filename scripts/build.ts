/** Compiles the app and bundles the page into dist/, unless what is there was made from the very same sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = path.join(root, 'dist/.built-from');
const inputs = ['src', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build-page.ts'];

const sources = fingerprint(inputs);
if (readStamp() !== sources) {
  await Promise.all([compile(), import('./build-page.ts')]);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Changes when a file is added, removed or written. */
function fingerprint(names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names) {
    const entry = path.join(root, name);
    const files = statSync(entry).isDirectory()
      ? readdirSync(entry, { recursive: true, encoding: 'utf8' }).sort()
      : [''];
    for (const file of files) {
      const { size, mtimeMs } = statSync(path.join(entry, file));
      hash.update(`${name}/${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}

async function compile(): Promise<void> {
  const compiler = spawn(
    process.execPath,
    [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  const [code] = await once(compiler, 'exit');
  if (code !== 0) {
    console.error('Vitals could not be compiled; the lines above say why.');
    process.exit(1);
  }
}
