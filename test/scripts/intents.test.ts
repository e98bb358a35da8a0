import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

interface Run {
  readonly lines: readonly unknown[];
  readonly code: number | null;
}

/** Runs the command line over some lines of standard input. */
function run(input: string): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/intents.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = output.split('\n').filter((line) => line !== '');
      resolve({ lines: lines.map((line): unknown => JSON.parse(line)), code });
    });
  });
}

describe('the intents command', () => {
  it('prints one intent a line, in order', async () => {
    const input = [
      '{"text":"churn rookie"}',
      '{"text":"/agents help","surface":"slash","command":"/agents"}',
      '{"text":"and veterans?","surface":"message","context":{"kind":"summary","dataset":"agents","metrics":["npsScore"],"filters":[]}}',
    ].join('\n');

    const { lines, code } = await run(input);

    expect(code).toBe(0);
    expect(lines).toEqual([
      {
        intent: {
          kind: 'summary',
          dataset: 'agents',
          metrics: ['churnRisk'],
          filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }],
        },
      },
      { intent: { kind: 'help' } },
      {
        intent: {
          kind: 'summary',
          dataset: 'agents',
          metrics: ['npsScore'],
          filters: [{ field: 'experienceLevel', op: 'in', values: ['veteran'] }],
        },
      },
    ]);
  });

  it('tells of a bad line, goes on, and ends with 1', async () => {
    const { lines, code } = await run('{"text":"nps"}\nnot json\n{"question":"nps"}\n{"text":"churn"}\n');

    expect(code).toBe(1);
    expect(lines).toEqual([
      { intent: expect.objectContaining({ metrics: ['npsScore'] }) },
      { error: expect.any(String) },
      { error: expect.any(String) },
      { intent: expect.objectContaining({ metrics: ['churnRisk'] }) },
    ]);
  });
});
