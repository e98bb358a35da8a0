import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** One running copy of the app. */
export interface Instance {
  readonly name: string;
  readonly url: string;
  /** As `kill -9`: no goodbye. */
  kill(): Promise<void>;
  /** As `kill -STOP` and `-CONT`: it stands still, and does not know. */
  pause(): void;
  resume(): void;
  /** In order, as a deployment does. */
  stop(): Promise<void>;
  /** What it wrote to its log, a line each. */
  log(): readonly string[];
}

export interface InstanceOptions {
  readonly name: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const startLimitMs = 30_000;

/** Starts the compiled app, and waits until it says that it is well. */
export async function startInstance({ name, port, environment, logFile }: InstanceOptions): Promise<Instance> {
  const url = `http://127.0.0.1:${port}`;
  const output = openSync(logFile, 'a');
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'dist/main.js'], {
    env: { ...bareEnvironment(), ...environment, PORT: String(port) },
    stdio: ['ignore', output, output],
  });
  const log = (): readonly string[] => readFileSync(logFile, 'utf8').split('\n');
  const signal = (which: NodeJS.Signals): void => {
    child.kill(which);
  };
  await untilWell(child, url, () => log().slice(-5).join('\n'));
  return {
    name,
    url,
    async kill() {
      signal('SIGKILL');
      await gone(child);
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async stop() {
      signal('SIGTERM');
      await gone(child);
    },
    log,
  };
}

/** Nothing of the caller's own settings reaches the app. */
function bareEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'DYNOXIDE_BIN'].flatMap((key) => {
      const value = process.env[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function untilWell(child: ChildProcess, url: string, lastWords: () => string): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the app ended: ${lastWords()}`);
    const isWell = await fetch(`${url}/healthz`).then(
      // A Slack that is down is part of a drill; the app is up when it answers at all.
      () => true,
      () => false,
    );
    if (isWell) return;
    await delay(20);
  }
  throw new Error(`the app did not start within ${startLimitMs / 1000} s: ${lastWords()}`);
}
