import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReadModelStatus } from '../../../src/analytics/read-model/read-model.ts';

/** How one read model is doing. */
export interface KeptModel {
  readonly dataset: string;
  readonly state: ReadModelStatus['state'];
  /** Up to when it holds every change, in milliseconds since 1970. */
  readonly currentTo?: number;
  /** While it is being filled: members so far. */
  readonly filled?: number;
}

/** One line of the process's log, as far as it is of interest here. */
export interface KeeperLine {
  readonly level: string;
  readonly msg: string;
  readonly dataset?: string;
}

/** A process that keeps the read models of a database, and may be killed at any moment. */
export interface Keeper {
  /** How the models were when the process last said so; empty before that. */
  models(): readonly KeptModel[];
  log(): readonly KeeperLine[];
  /** Waits until all models are ready, and hold every change that was made before that moment. */
  caughtUp(since: number, limitMs?: number): Promise<void>;
  /** As `kill -9`. */
  kill(): Promise<void>;
  /** In order. */
  stop(): Promise<void>;
}

export interface KeeperOptions {
  readonly endpoint: string;
  /** The read models' files are in a directory below this one. */
  readonly directory: string;
}

/** The times of changes are whole seconds, so that of a second nothing is certain before it is over. */
const secondMs = 1_000;

export function startKeeper({ endpoint, directory }: KeeperOptions): Keeper {
  const child = fork(fileURLToPath(new URL('./keep-models.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...(process.env['PATH'] === undefined ? {} : { PATH: process.env['PATH'] }),
      DYNAMODB_ENDPOINT: endpoint,
      DATA_DIR: directory,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let models: readonly KeptModel[] = [];
  const lines: KeeperLine[] = [];
  child.on('message', (message) => {
    models = message as readonly KeptModel[];
  });
  const complaints = readLines(child, lines);
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const over = async (): Promise<void> => {
    if (!isOver()) await once(child, 'close');
  };
  return {
    models: () => models,
    log: () => lines,
    async caughtUp(since, limitMs = 60_000) {
      const deadline = Date.now() + limitMs;
      const isCurrent = ({ state, currentTo = 0 }: KeptModel): boolean =>
        state === 'ready' && currentTo > since + secondMs;
      while (models.length === 0 || !models.every(isCurrent)) {
        if (isOver()) throw new Error(`the process that keeps the read models ended: ${complaints.join('\n')}`);
        if (Date.now() > deadline)
          throw new Error(`the read models did not catch up: ${JSON.stringify([models, lines.slice(-4)])}`);
        await delay(10);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await over();
    },
    async stop() {
      if (!isOver()) child.send('stop');
      await over();
      if (child.exitCode !== 0) throw new Error(`the read models were not left in order: ${complaints.join('\n')}`);
    },
  };
}

function readLines({ stdout, stderr }: ChildProcess, lines: KeeperLine[]): readonly string[] {
  const complaints: string[] = [];
  if (stdout !== null) createInterface({ input: stdout }).on('line', (line) => lines.push(JSON.parse(line)));
  if (stderr !== null) createInterface({ input: stderr }).on('line', (line) => complaints.push(line));
  return complaints;
}

/** The file of a read model under the directory that a keeper was given. */
export function modelPath(directory: string, dataset: string): string {
  return `${directory}/read-model/${dataset}.duckdb`;
}
