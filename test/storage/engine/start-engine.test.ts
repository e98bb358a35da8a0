import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../src/storage/engine/free-port.ts';
import { type RunningEngine, startEngine } from '../../../src/storage/engine/start-engine.ts';
import { engineBinary } from '../../support/engine.ts';

const binary = engineBinary();
let dataDirectory: string;
let engines: RunningEngine[];
let parents: ChildProcess[];

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-start-'));
  engines = [];
  parents = [];
});

afterEach(async () => {
  for (const parent of parents) parent.kill('SIGKILL');
  await Promise.all(engines.map((engine) => engine.stop()));
  await rm(dataDirectory, { recursive: true });
});

async function start(options: { nextPort?: () => Promise<number> } = {}): Promise<RunningEngine> {
  const engine = await startEngine({ binary, dataDirectory, ...options });
  engines.push(engine);
  return engine;
}

async function isUp(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    (response) => response.ok,
    () => false,
  );
}

async function goesDown(endpoint: string): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (!(await isUp(endpoint))) return true;
    await delay(25);
  }
  return false;
}

describe('startEngine', () => {
  it('answers on loopback once it has started, and no longer once it has stopped', async () => {
    const engine = await start();

    expect(engine.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await isUp(engine.endpoint)).toBe(true);
    await engine.stop();
    expect(await isUp(engine.endpoint)).toBe(false);
    expect(await engine.exited).toMatchObject({ expected: true });
  });

  it('tells its user when the engine dies by itself', async () => {
    const engine = await start();

    process.kill(engine.processId ?? 0, 'SIGKILL');

    expect(await engine.exited).toEqual({ expected: false, code: null, signal: 'SIGKILL' });
  });

  it('takes another port when the first is lost to somebody else', async () => {
    const other = createServer((_, response) => response.end());
    const taken = await freePort();
    other.listen(taken, '127.0.0.1');
    await once(other, 'listening');
    const ports = [taken, await freePort()];

    const engine = await start({ nextPort: async () => ports.shift() ?? 0 });

    expect(engine.endpoint).not.toContain(`:${taken}`);
    other.close();
  });

  it('serves two engines on one data directory', async () => {
    const [first, second] = await Promise.all([start(), start()]);

    expect(await Promise.all([isUp(first.endpoint), isUp(second.endpoint)])).toEqual([true, true]);
  });

  it('says what the engine said when it does not start', async () => {
    await writeFile(join(dataDirectory, 'dynamodb.sqlite'), 'this is no database, but it is long enough'.repeat(200));

    await expect(start()).rejects.toMatchObject({
      code: 'repository.unavailable',
      message: expect.stringContaining('not a valid SQLite database'),
    });
  });

  it('does not outlive its parent when that is killed with SIGKILL', async () => {
    const { parent, endpoint } = await startInParent('setInterval(() => {}, 1000);');
    const before = await isUp(endpoint);

    parent.kill('SIGKILL');

    expect(before).toBe(true);
    expect(await goesDown(endpoint)).toBe(true);
  });

  it('is spared by Ctrl-C, so that its parent can finish what runs', async () => {
    const { parent, endpoint, lines } = await startInParent(
      "process.on('SIGINT', () => console.log('interrupted')); setInterval(() => {}, 1000);",
    );
    const interrupted = once(lines, 'line');

    // A terminal interrupts the whole group of what runs in it.
    process.kill(-(parent.pid ?? 0), 'SIGINT');

    await interrupted;
    await delay(100);
    expect(await isUp(endpoint)).toBe(true);
  });

  it('does not keep its parent alive', async () => {
    const { parent, endpoint } = await startInParent('');

    const [code] = parent.exitCode === null ? await once(parent, 'exit') : [parent.exitCode];

    expect(code).toBe(0);
    expect(await goesDown(endpoint)).toBe(true);
  });
});

/** An engine whose parent is a process of its own, which then does as the script says. */
async function startInParent(script: string) {
  const source = new URL('../../../src/storage/engine/start-engine.ts', import.meta.url).href;
  const start = `
    const { startEngine } = await import(${JSON.stringify(source)});
    const engine = await startEngine(${JSON.stringify({ binary, dataDirectory })});
    ${script}
    console.log(engine.endpoint);`;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', start], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  parents.push(parent);
  const lines = createInterface(parent.stdout);
  const [endpoint] = (await once(lines, 'line')) as [string];
  return { parent, endpoint, lines };
}
