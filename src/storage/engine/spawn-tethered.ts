import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

export type TetheredProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * The shell becomes the program (`exec`), so that our child *is* the program. Before, it leaves a watcher
 * behind that reads our pipe: the read ends when we close it, or when we are gone for whatever reason.
 */
const tether = `
program=$$
exec 3<&0
( while read -r line <&3; do :; done; kill -TERM "$program" ) >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-
`;

/**
 * Starts a program that ends when this process ends, even by `kill -9`.
 *
 * It leads a process group of its own, so that Ctrl-C in a terminal reaches this process alone and what
 * runs can still be finished. It does not keep this process alive.
 */
export function spawnTethered(program: string, programArguments: readonly string[]): TetheredProcess {
  const child = spawn('/bin/sh', ['-c', tether, 'vitals-engine', program, ...programArguments], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as Socket).unref();
  // Writing is never tried; the pipe only reports that the program went away, which `exit` says better.
  child.stdin.on('error', () => {});
  return child;
}
