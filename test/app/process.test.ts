import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly tookMs: number }>;
}

describe('the process', () => {
  let dataDirectory: string;
  let running: Started[];

  beforeEach(async () => {
    running = [];
    dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-process-'));
  });

  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    await rm(dataDirectory, { recursive: true, force: true });
  });

  function start(environment: Record<string, string>): Started {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: dataDirectory,
        NUM_AGENTS: '50',
        NUM_ENTITIES: '6',
        PORT: '0',
        ...environment,
      },
    });
    const texts = { output: '', errors: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.errors += text;
    });
    const ended = new Promise<{ code: number | null; tookMs: number }>((resolve) => {
      child.once('close', (code) => resolve({ code, tookMs: performance.now() - startedAt }));
    });
    const started = { child, ended, output: () => texts.output, errors: () => texts.errors };
    running.push(started);
    return started;
  }

  async function addressOf({ errors }: Started): Promise<string> {
    return vi.waitFor(
      () => {
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(errors()) ?? [];
        if (address === undefined) throw new Error(`not up yet: ${errors()}`);
        return address;
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  it('names every wrong setting in one message without its value, and exits with 1', async () => {
    const { ended, errors, output } = start({ SLACK_BOT_TOKEN: 'hunter2', PORT: 'eighty', LOG_LEVEL: 'loud' });

    const { code } = await ended;

    expect(code).toBe(1);
    expect(errors()).toMatch(/SLACK_BOT_TOKEN needs.*PORT needs.*LOG_LEVEL needs/s);
    expect(errors()).toContain('SLACK_APP_TOKEN is missing');
    expect(errors() + output()).not.toMatch(/hunter2|eighty|loud|\bat .*\.ts/);
  });

  it('says which setting to change when its port is taken, and exits with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };

    const { ended, errors } = start({ PORT: String(port) });
    const { code } = await ended;
    await new Promise((resolve) => other.close(resolve));

    expect(code).toBe(1);
    expect(errors()).toMatch(/^PORT: port \d+ is already in use\. Set PORT/m);
    expect(await enginesOn(dataDirectory)).toEqual([]);
  });

  it('says when Slack does not accept the token, and exits with 1', async () => {
    const { startPlayground } = await import('../../src/playground/start-playground.ts');
    const slack = await startPlayground({ port: 0, botToken: 'xoxb-the-right-one', signingSecret: '0'.repeat(32) });

    const { ended, errors } = start({
      SLACK_BOT_TOKEN: 'xoxb-a-wrong-one',
      SLACK_SIGNING_SECRET: '0'.repeat(32),
      SLACK_API_URL: slack.apiUrl,
    });
    const { code } = await ended;
    await slack.close();

    expect(code).toBe(1);
    expect(errors()).toMatch(/SLACK_BOT_TOKEN is not accepted by Slack/);
    expect(errors()).not.toContain('a-wrong-one');
  });

  it('serves a workspace without any setting, and on SIGTERM answers what runs and leaves nothing behind', async () => {
    const vitals = start({});
    const address = await addressOf(vitals);
    expect((await fetch(`${address}/page/workspace`)).status).toBe(200);
    expect(await enginesOn(dataDirectory)).toHaveLength(1);
    await send(address, '/faults', { fault: 'rate_limited', retryAfterSeconds: 1, method: 'response_url' });
    await send(address, '/page/say', { channel: 'C08GENERAL1', text: '/agents churn rookie' });

    vitals.child.kill('SIGTERM');
    const { code } = await vitals.ended;

    expect(code).toBe(0);
    expect(vitals.output()).toMatch(/"what":"command \/agents".*"msg":"done"/);
    expect(await enginesOn(dataDirectory)).toEqual([]);
    await expect(fetch(address)).rejects.toThrow();
    for (const line of vitals.output().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
  });

  it('ends at once on a second signal', async () => {
    const vitals = start({});
    const address = await addressOf(vitals);
    await send(address, '/faults', { fault: 'delay', delayMs: 9000, method: 'response_url' });
    await send(address, '/page/say', { channel: 'C08GENERAL1', text: '/agents churn rookie' });

    vitals.child.kill('SIGINT');
    await vi.waitFor(() => expect(vitals.output()).toContain('stopping'));
    vitals.child.kill('SIGINT');
    const { code } = await vitals.ended;

    expect(code).toBe(1);
  });

  it('ends with 1 when its database does', async () => {
    const vitals = start({});
    await addressOf(vitals);
    const [engine] = await enginesOn(dataDirectory);

    process.kill(engine ?? 0, 'SIGKILL');
    const { code } = await vitals.ended;

    expect(code).toBe(1);
    expect(vitals.output()).toMatch(/"level":"fatal".*database ended/);
  });
});

/** Does something on the page of the workspace. */
async function send(address: string, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', origin: address };
  const response = await fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

/** The ids of the engines that work on this directory. */
async function enginesOn(dataDirectory: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      return command.includes(`--db-path\0${dataDirectory}`) && !command.startsWith('/bin/sh') ? [Number(id)] : [];
    }),
  );
  return found.flat();
}
