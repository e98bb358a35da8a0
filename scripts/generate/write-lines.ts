import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../src/errors/app-error.ts';

/** Enough for one write to be worth its while. */
const linesAWrite = 100;

/**
 * Writes each item as a line of JSON, no faster than the file or pipe takes them.
 *
 * `out` is a path, or `-` for standard output. A reader that has seen enough and goes is no failure.
 *
 * @throws {AppError} `input.invalid` when the file cannot be written
 */
export async function writeLines(items: Iterable<unknown>, out: string): Promise<void> {
  const source = Readable.from(textsOf(items));
  try {
    if (out === '-') await pipeline(source, process.stdout, { end: false });
    else await pipeline(source, createWriteStream(out));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    if (out === '-' && reason === 'EPIPE') return;
    throw new AppError('input.invalid', `--out ${out} cannot be written (${reason})`, { cause });
  }
}

function* textsOf(items: Iterable<unknown>): Generator<string, void> {
  let lines: string[] = [];
  for (const item of items) {
    lines.push(`${JSON.stringify(item)}\n`);
    if (lines.length < linesAWrite) continue;
    yield lines.join('');
    lines = [];
  }
  if (lines.length > 0) yield lines.join('');
}
