import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { format } from 'node:util';
import { vi } from 'vitest';

/** How a command line ended. */
export interface Ended {
  readonly code: number | string | null | undefined;
  readonly output: string;
  readonly errors: string;
}

export type CommandLine = (words: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Ended>;

/** A script of `scripts/` as a process of its own: what a terminal gets, at the price of a start. */
export function commandProcess(script: string): CommandLine {
  return async (words, environment = {}) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...words], {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { output: '', errors: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.errors += text;
    });
    await once(child, 'close');
    return { code: child.exitCode, ...texts };
  };
}

let runs = 0;

/**
 * The same script in this process, which has loaded most of it already; one run at a time.
 *
 * It runs as its module is loaded, so that each run loads that one module anew.
 */
export function commandHere(script: string): CommandLine {
  return async (words, environment = {}) => {
    const { argv, env, exitCode } = process;
    const listeners = (['warning', 'SIGINT', 'SIGTERM'] as const).map((event) => ({
      event,
      known: process.rawListeners(event) as ((...values: unknown[]) => void)[],
    }));
    const texts = { output: '', errors: '' };
    const written = (to: keyof typeof texts) => (chunk: unknown) => {
      texts[to] += String(chunk);
      return true;
    };
    const said =
      (to: keyof typeof texts) =>
      (...values: readonly unknown[]) => {
        texts[to] += `${format(...values)}\n`;
      };
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation(written('output')),
      vi.spyOn(process.stderr, 'write').mockImplementation(written('errors')),
      vi.spyOn(console, 'log').mockImplementation(said('output')),
      vi.spyOn(console, 'error').mockImplementation(said('errors')),
    ];
    process.argv = [process.execPath, script, ...words];
    process.env = { PATH: env['PATH'], ...environment };
    runs += 1;
    try {
      const module = new URL(`../../scripts/${script}.ts?run=${runs}`, import.meta.url);
      await import(/* @vite-ignore */ module.href);
      return { code: process.exitCode, ...texts };
    } finally {
      for (const spy of spies) spy.mockRestore();
      Object.assign(process, { argv, env, exitCode });
      for (const { event, known } of listeners) {
        process.removeAllListeners(event);
        for (const listener of known) process.on(event, listener);
      }
    }
  };
}
