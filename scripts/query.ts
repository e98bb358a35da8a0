import { entities } from '../src/catalog/datasets/entities.ts';
import { insights } from '../src/catalog/datasets/insights.ts';
import { type Config, readConfig, secretsOf } from '../src/config.ts';
import { AppError } from '../src/errors/app-error.ts';
import { createInsightRecords } from '../src/insights/insight-records.ts';
import { createLog } from '../src/log.ts';
import { openRecords, type Records } from '../src/open-records.ts';
import { createRepository } from '../src/storage/create-repository.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import type { Repository } from '../src/storage/repository.ts';
import { findInsights } from './query/find-insights.ts';
import { findMetrics } from './query/find-metrics.ts';
import { type QueryArguments, readArguments } from './query/read-arguments.ts';
import { jsonLines, type Rows, tableOf } from './query/rows.ts';
import { usage } from './query/usage.ts';

const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

// Warnings of packages are no part of an answer.
process.removeAllListeners('warning');
process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    const wanted = readArguments(words);
    if (wanted.help) console.log(usage);
    else print(await find(wanted.query), wanted.json);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    return error.code === 'input.invalid' ? exitCodes.misused : exitCodes.failed;
  }
}

async function find(query: Extract<QueryArguments, { help: false }>['query']): Promise<Rows> {
  const tables = await openTables(readConfig({ READ_MODEL: 'off' }, withoutSlack(process.env)));
  try {
    return query.table === 'metrics'
      ? await findMetrics(tables.metrics, query)
      : await findInsights(tables.insightRecords, query);
  } finally {
    await tables.close();
  }
}

interface Tables extends Pick<Records, 'insightRecords'> {
  readonly metrics: Repository;
  close(): Promise<void>;
}

/** On this machine the record as the app opens it, filled on the first run; in AWS only what is asked about. */
async function openTables(config: Config): Promise<Tables> {
  if (config.storage.kind === 'embedded') {
    const records = await openRecords(config, createLog({ level: 'silent', secrets: secretsOf(config) }));
    const { repositories, insightRecords } = records;
    return { metrics: repositories.entities, insightRecords, close: () => records.close() };
  }
  const { tables } = config.storage;
  const storage = await openStorage(config.storage);
  const { insightsClient: client } = storage;
  return {
    metrics: createRepository({ client, dataset: entities, tableName: tables[entities.name] }),
    insightRecords: createInsightRecords({
      client,
      tableName: tables[insights.name] ?? insights.table.name,
      now: () => new Date(),
    }),
    close: () => storage.close(),
  };
}

function print(rows: Rows, json: boolean): void {
  if (json) for (const line of jsonLines(rows)) console.log(line);
  else if (rows.items.length > 0) console.log(tableOf(rows));
  // Beside the output, so that a program that reads it sees no lines where there are none.
  if (rows.items.length === 0) console.error('Nothing was found.');
}

/** Slack is not needed here, so that half of its settings must not stand in the way. */
function withoutSlack(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => !key.startsWith('SLACK_')));
}
