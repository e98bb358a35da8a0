import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { keepEngineFile } from './engine-upkeep.ts';
import { freePort } from './free-port.ts';
import { inStartTurn } from './in-start-turn.ts';
import { prepareDataDirectory } from './prepare-data-directory.ts';
import { spawnTethered, type TetheredProcess } from './spawn-tethered.ts';

export interface EngineOptions {
  /** The engine's program, as `resolveEngine` found it. */
  readonly binary: string;
  /** Where its file is kept; made if missing. */
  readonly dataDirectory: string;
  /** Told of the upkeep of the file; nobody is where left out. */
  readonly log?: Log | undefined;
  /** For tests: where the next port to try comes from. */
  readonly nextPort?: () => Promise<number>;
}

/** How an engine ended. */
export interface EngineExit {
  /** True when `stop` asked for it. */
  readonly expected: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningEngine {
  readonly endpoint: string;
  readonly processId: number | undefined;
  /** Settles when the engine has ended, for whatever reason; it never rejects. */
  readonly exited: Promise<EngineExit>;
  stop(): Promise<void>;
}

/** The engine's first words once the port is its own. */
const greeting = /listening/i;

const databaseFile = 'dynamodb.sqlite';
const portAttempts = 5;
const startLimitMs = 10_000;
const pollMs = 3;
const stopGraceMs = 2_000;

/**
 * Starts the embedded DynamoDB on a free loopback port, and waits until it answers.
 *
 * It ends with this process, however that ends. Several engines may work on one data directory.
 *
 * @throws {AppError} `config.invalid` when the data directory cannot be written to
 * @throws {AppError} `repository.unavailable` when the engine ends or does not answer within 10 s
 */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const directory = prepareDataDirectory(options.dataDirectory);
  const file = join(directory, databaseFile);
  // Until the engine has greeted it has not opened the file, and nobody would see that it is about to.
  return inStartTurn(directory, async (hasTurn) => {
    if (hasTurn) await keepEngineFile(file, { log: options.log });
    return startOver(file, options);
  });
}

async function startOver(file: string, options: EngineOptions): Promise<RunningEngine> {
  const nextPort = options.nextPort ?? freePort;
  for (let attempt = 1; ; attempt += 1) {
    const port = await nextPort();
    const started = await startOn(port, options.binary, file);
    if ('engine' in started) return started.engine;
    const lostRace = /in use/i.test(started.complaint);
    if (!lostRace || attempt === portAttempts) {
      throw new AppError('repository.unavailable', `The embedded database did not start: ${started.complaint}`, {
        details: { attempts: attempt },
      });
    }
  }
}

type Start = { readonly engine: RunningEngine } | { readonly complaint: string };

async function startOn(port: number, binary: string, file: string): Promise<Start> {
  const child = spawnTethered(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file]);
  const output = collectOutput(child);
  const engine = describe(child, port);
  let ended = false;
  void engine.exited.then(() => {
    ended = true;
  });
  const deadline = Date.now() + startLimitMs;
  while (!ended && Date.now() < deadline) {
    // An answer alone is not enough: it may come from whoever took the port before our engine did.
    if (greeting.test(output.text()) && (await answers(port)) && !ended) return { engine };
    await delay(pollMs);
  }
  if (!ended) await engine.stop();
  return {
    complaint: ended ? output.text() || 'it ended without a word' : `no answer within ${startLimitMs / 1000} s`,
  };
}

function describe(child: TetheredProcess, port: number): RunningEngine {
  let stopping = false;
  const exited = new Promise<EngineExit>((resolve) => {
    // `close` comes after the last words on stderr, which `exit` may not.
    child.once('close', (code, signal) => resolve({ expected: stopping, code, signal }));
    child.once('error', () => resolve({ expected: false, code: null, signal: null }));
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    processId: child.pid,
    exited,
    async stop() {
      stopping = true;
      child.ref();
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
      await exited;
      clearTimeout(kill);
    },
  };
}

function collectOutput(child: TetheredProcess): { text(): string } {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-2_000);
    });
  }
  return { text: () => text.trim() };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/', agent: false, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(false));
    call.end();
  });
}
