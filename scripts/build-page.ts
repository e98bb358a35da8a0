/** Bundles the playground's page into dist/playground. */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = path.join(root, 'src/playground/page');
const target = path.resolve(process.argv[2] ?? path.join(root, 'dist/playground'));

await mkdir(target, { recursive: true });
await Promise.all([
  build({
    entryPoints: [
      { in: path.join(source, 'main.tsx'), out: 'page' },
      { in: path.join(source, 'page.css'), out: 'page' },
    ],
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'warning',
  }),
  ...['index.html', 'icon.svg'].map((file) => copyFile(path.join(source, file), path.join(target, file))),
]);
