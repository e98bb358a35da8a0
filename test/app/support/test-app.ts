import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { startVitals, type Vitals } from '../../../src/composition.ts';
import { readConfig, secretsOf } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { type Memory, openMemory } from '../../../src/open-memory.ts';
import { type Playground, startPlayground } from '../../../src/playground/start-playground.ts';
import { people } from '../../../src/playground/workspace/people.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { openStorage, type Storage } from '../../../src/storage/open-storage.ts';
import type { Repository } from '../../../src/storage/repository.ts';

export const signingSecret = '0123456789abcdef0123456789abcdef';
export const botToken = 'xoxb-111-222-testTESTtest';

/** The whole app, as it runs with Slack over HTTP, against a workspace of its own. */
export interface TestApp {
  readonly playground: Playground;
  /** Where the app takes Slack's requests. */
  readonly requestUrl: string;
  readonly vitals: Vitals;
  /** A second look at the record, past the app. */
  readonly repository: Repository;
  readonly storage: Storage;
  /** What the app remembers, past the app. */
  readonly memory: Memory;
  readonly dataDirectory: string;
  /** What the app has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

interface TestAppOptions {
  readonly ackTimeoutMs?: number;
  /** What is set besides, as environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The app whose workspace and record this one shares, as another instance of it. */
  readonly beside?: Pick<TestApp, 'playground' | 'dataDirectory'>;
}

/** What a process of the app is told by its environment. */
export function environmentOf(apiUrl: string, dataDirectory: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
    PORT: '0',
    DATA_DIR: dataDirectory,
    NUM_AGENTS: '120',
    NUM_ENTITIES: '6',
    LOG_LEVEL: 'trace',
    VITALS_EDITORS: [people.you.id, people.guest.id, people.stranger.id].join(','),
    VITALS_ADMINS: people.admin.id,
  };
}

/**
 * Starts it with 120 generated agents. `you` is the only editor, besides a guest and a stranger listed by mistake;
 * `admin` is the only admin.
 */
export async function startTestApp({
  ackTimeoutMs = 3000,
  settings = {},
  beside,
}: TestAppOptions = {}): Promise<TestApp> {
  const dataDirectory = beside?.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'vitals-app-')));
  const playground =
    beside?.playground ??
    (await startPlayground({ port: 0, botToken, signingSecret, ackTimeoutMs, retryDelaysMs: [] }));
  const config = readConfig({}, { ...environmentOf(playground.apiUrl, dataDirectory), ...settings });
  const lines: string[] = [];
  const log = createLog({
    level: config.logLevel,
    secrets: secretsOf(config),
    destination: { write: (line) => lines.push(line) },
  });
  const vitals = await startVitals(config, { log, version: '0.0.0-test' });
  const storage = await openStorage(config.storage);
  const requestUrl = `http://127.0.0.1:${vitals.port}/slack/events`;
  playground.connect(requestUrl);
  return {
    playground,
    requestUrl,
    vitals,
    storage,
    memory: openMemory(storage, config),
    dataDirectory,
    repository: createRepository({ client: storage.client, dataset: agents }),
    log: () => lines.join(''),
    async stop() {
      await vitals.stop(2000);
      await storage.close();
      if (beside !== undefined) return;
      await playground.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
