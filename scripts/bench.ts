import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { agents } from '../src/catalog/datasets/agents.ts';
import { tableDefinition } from '../src/catalog/derive/table-definition.ts';
import { readConfig } from '../src/config.ts';
import { generateAgents } from '../src/generator/generate-agents.ts';
import { parseText } from '../src/intents/grammar/parse-text.ts';
import { createRepository } from '../src/storage/create-repository.ts';
import { ensureTable } from '../src/storage/ensure-table.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { freePort, residentMegabytes, sendMention, sendSlashCommand, startAndWait } from './bench/app-process.ts';
import { median, spreadOf } from './bench/percentiles.ts';
import { questions } from './bench/questions.ts';
import { startSlackSink } from './bench/slack-sink.ts';

/** One measured figure beside the one to reach. */
interface Row {
  readonly figure: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
}

const asOf = '2026-01-01';
const work = mkdtempSync(join(tmpdir(), 'vitals-bench-'));
const rows: Row[] = [];

try {
  await measureStarts();
  await measureStoring();
  measureGenerator();
  measureParser();
  await measureAnswers();
} finally {
  rmSync(work, { recursive: true, force: true });
}

const [cpu] = cpus();
const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, Node ${process.version}, ${process.platform}`;
console.log(`\n${machine}\n`);
console.table(
  Object.fromEntries(
    rows.map(({ figure, measured, target, met }) => [figure, { measured, target, met: met ? 'yes' : 'NO' }]),
  ),
);
writeFileSync('bench.json', `${JSON.stringify({ machine, rows }, null, 2)}\n`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;

function note(figure: string, value: number, unit: string, bound: 'at most' | 'at least', target: number): void {
  const met = bound === 'at most' ? value <= target : value >= target;
  const shown = (number: number): string => `${number.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${unit}`;
  rows.push({ figure, measured: shown(value), target: `${bound} ${shown(target)}`, met });
  console.log(`${figure}: ${shown(value)}`);
}

/** `npm start` in a copy of the tree as a fresh clone has it: nothing built, no data. Then twice more. */
async function measureStarts(): Promise<void> {
  const clone = join(work, 'clone');
  for (const part of ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(part, join(clone, part), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(clone, 'node_modules'));
  const start = async (): Promise<number> => {
    const port = await freePort();
    const started = await startAndWait(['npm', 'start'], {
      cwd: clone,
      env: { PORT: String(port), LOG_LEVEL: 'silent' },
      url: `http://127.0.0.1:${port}/`,
    });
    await started.stop();
    return started.readyMs / 1000;
  };
  note('first start to a served page', await start(), 's', 'at most', 4);
  note('later start to a served page', median([await start(), await start(), await start()]), 's', 'at most', 2);
}

async function measureStoring(): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const dataDirectory = join(work, `store-${run}`);
    mkdirSync(dataDirectory);
    const storage = await openStorage({ ...readConfig().storage, dataDirectory });
    const began = performance.now();
    await ensureTable(storage.client, tableDefinition(agents), agents.table.name);
    const repository = createRepository({ client: storage.client, dataset: agents, tableName: agents.table.name });
    await repository.load([...generateAgents({ count: 500, seed: 42, asOf })]);
    times.push((performance.now() - began) / 1000);
    await storage.close();
  }
  note('500 agents generated and stored', median(times), 's', 'at most', 1.5);
}

function measureGenerator(): void {
  const count = 20_000;
  const speeds: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    let made = 0;
    for (const _agent of generateAgents({ count, seed: run, asOf })) made += 1;
    speeds.push((made / (performance.now() - began)) * 1000);
  }
  note('generator without I/O', median(speeds), 'agents/s', 'at least', 20_000);
}

function measureParser(): void {
  const times: number[] = [];
  for (let run = 0; run < 500; run += 1) {
    for (const text of questions) {
      const began = performance.now();
      parseText(text, { surface: 'message', today: asOf });
      // The first runs are those in which the program itself is made ready.
      if (run >= 50) times.push(performance.now() - began);
    }
  }
  note('a question parsed offline, p99', spreadOf(times).p99, 'ms', 'at most', 1);
}

/** What `npm start` runs once everything is built. */
function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ');
}

/** The compiled app in a process of its own, against a Slack that does nothing but take its answers. */
async function measureAnswers(): Promise<void> {
  const sink = await startSlackSink();
  const port = await freePort();
  const signingSecret = randomBytes(16).toString('hex');
  const app = await startAndWait(startCommand(), {
    cwd: join(work, 'clone'),
    env: {
      PORT: String(port),
      LOG_LEVEL: 'silent',
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: sink.apiUrl,
    },
    url: `http://127.0.0.1:${port}/healthz`,
  });
  const url = `http://127.0.0.1:${port}/slack/events`;
  const ask = async (text: string): Promise<{ ackMs: number; answerMs: number }> => {
    const { responseUrl, arrived } = sink.expectAnswer();
    const began = performance.now();
    const ackMs = await sendSlashCommand({ url, signingSecret, text, responseUrl });
    return { ackMs, answerMs: (await arrived) - began };
  };
  const measureMentions = async (): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 120; run += 1) {
      const posted = sink.nextPost();
      const began = performance.now();
      await sendMention({ url, signingSecret, text: '<@U0BENCHBOT> what is the churn of rookies?' });
      const tookMs = (await posted) - began;
      if (run >= 20) times.push(tookMs);
    }
    return median(times);
  };
  try {
    for (let warm = 0; warm < 20; warm += 1) await ask('churn rookie');
    const answers: number[] = [];
    for (let run = 0; run < 300; run += 1) answers.push((await ask('churn rookie')).answerMs);
    const { p50, p99 } = spreadOf(answers);
    note('/agents churn rookie, request to posted answer, p50', p50, 'ms', 'at most', 60);
    note('/agents churn rookie, request to posted answer, p99', p99, 'ms', 'at most', 200);
    note('a mention answered end to end, offline, p50', await measureMentions(), 'ms', 'at most', 80);
    const burst = async (): Promise<number[]> => {
      const sent = await Promise.all(Array.from({ length: 50 }, () => ask('churn rookie')));
      return sent.map(({ ackMs }) => ackMs);
    };
    // The first one also opens fifty connections and runs code that nothing has run before.
    const first = spreadOf(await burst());
    const acks: number[] = [];
    for (let run = 0; run < 10; run += 1) acks.push(...(await burst()));
    console.log(`the very first 50 commands at once, p99: ${first.p99.toFixed(1)} ms`);
    note('acknowledgement with 50 commands at once, p99', spreadOf(acks).p99, 'ms', 'at most', 50);
    const memory = residentMegabytes(app.child.pid);
    if (memory !== undefined) note('memory of the app after that', memory, 'MB', 'at most', 200);
  } finally {
    await app.stop();
    await sink.close();
  }
}
