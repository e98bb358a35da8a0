import { createRepositoryAnalytics } from './analytics/repository-analytics.ts';
import { type Answers, createAnswers } from './answers/create-answers.ts';
import { datasets } from './catalog/catalog.ts';
import type { Dataset } from './catalog/define-dataset.ts';
import { tableDefinition } from './catalog/derive/table-definition.ts';
import type { Config } from './config.ts';
import { AppError } from './errors/app-error.ts';
import type { Log } from './log.ts';
import { type Memory, openMemory } from './open-memory.ts';
import { provisionAgents } from './provision/provision-agents.ts';
import { applyUpdate, type UpdateRequest, type UpdateResult } from './state/apply-update.ts';
import { createAuditLog } from './state/audit-log.ts';
import { stateTable } from './state/state-table.ts';
import { createUsage } from './state/usage.ts';
import { checkTable } from './storage/check-table.ts';
import { createRepository } from './storage/create-repository.ts';
import { ensureTable } from './storage/ensure-table.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import type { Repository } from './storage/repository.ts';

type RecordConfig = Pick<Config, 'storage' | 'agentCount' | 'retentionDays'>;

/** The record: its tables are there, and filled if this is the first run. */
export interface Records {
  readonly storage: Storage;
  readonly answers: Answers;
  readonly memory: Memory;
  /** Whether there is a table for what the app remembers; without one it answers, and remembers nothing. */
  readonly remembers: boolean;
  /** Changes metrics of one item of a dataset, with an entry in the audit log. */
  readonly applyUpdate: (dataset: string, request: UpdateRequest) => Promise<UpdateResult>;
  /** Rejects when the store does not answer. */
  readonly check: () => Promise<unknown>;
}

/**
 * Opens the record.
 *
 * Where the app may make tables it makes those that are missing, and fills an empty one with generated
 * agents; in AWS it only checks that they are there.
 *
 * @throws {AppError} `config.*` or `repository.*` when there is no record to be had
 */
export async function openRecords(config: RecordConfig, log: Log): Promise<Records> {
  const storage = await openStorage(config.storage);
  try {
    const remembers = await prepareTables(storage, config, log);
    const { tables, stateTable: stateName } = config.storage;
    const agents = createRepository({ client: storage.client, dataset: datasets[0], tableName: tables['agents'] });
    if (storage.createsTables) await fillIfEmpty(agents, config, log);
    const analytics = createRepositoryAnalytics({ repository: agents, now: Date.now });
    return {
      storage,
      answers: createAnswers({
        sources: { agents: { repository: agents, analytics } },
        usage: createUsage(storage.client, stateName),
      }),
      memory: openMemory(storage, config),
      remembers,
      applyUpdate: createUpdates(
        new Map([[agents.dataset.name, agents]]),
        createAuditLog(storage.client, stateName),
        log,
      ),
      check: () => agents.find('healthz'),
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** Whether there is a table for the app's own memory, besides those of the datasets, which there must be. */
async function prepareTables(
  { client, createsTables }: Storage,
  { storage }: RecordConfig,
  log: Log,
): Promise<boolean> {
  const wanted = datasets.map((dataset: Dataset) => [tableDefinition(dataset), storage.tables[dataset.name]] as const);
  if (createsTables) {
    const all = [...wanted, [stateTable, storage.stateTable] as const];
    await Promise.all(all.map(([table, name]) => ensureTable(client, table, name)));
    return true;
  }
  await Promise.all(wanted.map(([table, name]) => checkTable(client, table, name)));
  // Figures can be told without it; changes, follow-ups and what is recorded need it.
  return checkTable(client, stateTable, storage.stateTable).then(
    () => true,
    (error: unknown) => {
      log.warn({ err: error }, 'no values can be changed and nothing is remembered: the state table cannot be used');
      return false;
    },
  );
}

async function fillIfEmpty(repository: Repository, { agentCount, storage }: RecordConfig, log: Log): Promise<void> {
  const { dataDirectory } = storage;
  const generation = await provisionAgents({ repository, dataDirectory, today: new Date(), count: agentCount });
  if (generation !== undefined) log.info({ generation }, 'first run: the table was empty and was filled');
}

function createUpdates(
  repositories: ReadonlyMap<string, Repository>,
  auditLog: ReturnType<typeof createAuditLog>,
  log: Log,
): Records['applyUpdate'] {
  return (dataset, request) => {
    const repository = repositories.get(dataset);
    if (repository === undefined) throw new AppError('input.invalid', `there is no record of ${dataset}`);
    const onUnclosed = (error: unknown, entryId: string) =>
      log.error({ err: error, entryId, request: request.by.requestId }, 'an audit entry stays pending');
    return applyUpdate({ repository, auditLog, onUnclosed }, request);
  };
}
