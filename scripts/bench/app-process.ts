import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** A program started for a measurement. */
export interface Started {
  readonly child: ChildProcess;
  /** Milliseconds from the start to the first good reply. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Starts a command in a group of its own and waits until the address answers well. */
export async function startAndWait(
  command: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string>>; url: string },
): Promise<Started> {
  const [program = '', ...words] = command;
  const began = performance.now();
  const child = spawn(program, words, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: 'ignore',
    detached: true,
  });
  endWithUs(child);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await gone;
  };
  while (!(await answersWell(options.url))) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`);
    if (performance.now() - began > 60_000) {
      await stop();
      throw new Error(`${options.url} did not answer within a minute`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { child, readyMs: performance.now() - began, stop };
}

/** A group of its own hears nothing of a Ctrl-C in the terminal. */
function endWithUs(child: ChildProcess): void {
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

async function answersWell(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Resident memory of a process in MB, now or at its most, as Linux tells it; undefined elsewhere. */
export function residentMegabytes(processId: number | undefined, when: 'now' | 'at most' = 'now'): number | undefined {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const line = when === 'now' ? /VmRSS:\s+(\d+) kB/u : /VmHWM:\s+(\d+) kB/u;
    const kilobytes = line.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Processor time that a process has used so far, in seconds, as Linux tells it; undefined elsewhere. */
export function cpuSeconds(processId: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name before may hold spaces; from its end on, user and system time are the 12th and 13th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

/** What Linux counts processor time in, on all machines that Node runs on. */
const ticksPerSecond = 100;

/** The processes that a process has started, as Linux tells them; none elsewhere. */
export function childrenOf(processId: number | undefined): readonly number[] {
  try {
    const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

interface SlackRequest {
  readonly url: string;
  readonly signingSecret: string;
}

interface SlashCommand extends SlackRequest {
  readonly text: string;
  readonly responseUrl: string;
}

/** Sends `/agents …` as Slack does, and gives back how long the acknowledgement took. */
export function sendSlashCommand({ text, responseUrl, ...request }: SlashCommand): Promise<number> {
  const body = new URLSearchParams({
    command: '/agents',
    text,
    response_url: responseUrl,
    trigger_id: '1.2.3',
    user_id: 'U0BENCH01',
    user_name: 'bench',
    team_id: 'T0BENCH01',
    team_domain: 'bench',
    channel_id: 'C0BENCH01',
    channel_name: 'general',
    api_app_id: 'A0BENCH01',
    is_enterprise_install: 'false',
  }).toString();
  return sendSigned(request, body, 'application/x-www-form-urlencoded');
}

let mentions = 0;

/** Tells of a message that mentions the app as Slack does, and gives back how long the acknowledgement took. */
export function sendMention({ text, ...request }: SlackRequest & { readonly text: string }): Promise<number> {
  mentions += 1;
  const ts = `${Math.floor(Date.now() / 1000)}.${String(mentions).padStart(6, '0')}`;
  const event = { type: 'app_mention', user: 'U0BENCH01', channel: 'C0BENCH01', text, ts, event_ts: ts };
  const envelope = { type: 'event_callback', event_id: `Ev0BENCH${mentions}`, team_id: 'T0BENCH01', event };
  return sendSigned(request, JSON.stringify({ ...envelope, api_app_id: 'A0BENCH01' }), 'application/json');
}

async function sendSigned({ url, signingSecret }: SlackRequest, body: string, contentType: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the app answered ${response.status}`);
  return performance.now() - began;
}
