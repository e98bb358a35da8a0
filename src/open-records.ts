import { type Answers, createAnswers } from './answers/create-answers.ts';
import type { Source } from './answers/source.ts';
import type { DatasetName } from './catalog/catalog.ts';
import { agents } from './catalog/datasets/agents.ts';
import { entities } from './catalog/datasets/entities.ts';
import type { Config } from './config.ts';
import { AppError } from './errors/app-error.ts';
import { createInsightRecords, type InsightRecords } from './insights/insight-records.ts';
import type { Log } from './log.ts';
import { type Memory, openMemory } from './open-memory.ts';
import { type Noticing, openNoticing } from './open-noticing.ts';
import { createKeepPast, type KeepPast } from './open-past.ts';
import { type OpenAnalytics, openAnalytics } from './open-read-models.ts';
import { type Place, prepareTables, switchOnStreams, tablesOf, type UsableTables } from './open-tables.ts';
import { provisionAgents } from './provision/provision-agents.ts';
import { provisionEntities } from './provision/provision-entities.ts';
import { applyUpdate, type UpdateRequest, type UpdateResult } from './state/apply-update.ts';
import type { createAuditLog } from './state/audit-log.ts';
import { createFigureHistory, type FigureHistory } from './state/figure-history.ts';
import { createUsage } from './state/usage.ts';
import { createRepository } from './storage/create-repository.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import type { Repository } from './storage/repository.ts';

type RecordConfig = Pick<Config, 'storage' | 'agentCount' | 'entityCount' | 'retentionDays' | 'alerts' | 'readModel'>;

/** The record: its tables are there, and filled if this is the first run. */
export interface Records extends UsableTables {
  readonly storage: Storage;
  readonly answers: Answers;
  readonly memory: Memory;
  readonly repositories: Readonly<Record<DatasetName, Repository>>;
  readonly insightRecords: InsightRecords;
  /** The tables whose changes can be followed, as far as they have a stream. */
  readonly streams: Readonly<Record<DatasetName, Place>>;
  readonly noticing: Noticing;
  /** What the figures of groups were day by day. */
  readonly figures: FigureHistory;
  /** Where answers about members come from. */
  readonly sources: Readonly<Record<DatasetName, Source>>;
  /** What answers questions about many members. */
  readonly analytics: Readonly<Record<DatasetName, OpenAnalytics>>;
  /** What is left of a first run, for beside serving; nothing is to be noticed before it is over. */
  readonly keepPast: KeepPast;
  /** Changes metrics of one item of a dataset, with an entry in the audit log. */
  readonly applyUpdate: (dataset: string, request: UpdateRequest) => Promise<UpdateResult>;
  /** Rejects when the store does not answer. */
  readonly check: () => Promise<unknown>;
  /** Lets go of everything. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the record.
 *
 * Where the app may make tables it makes those that are missing, and fills an empty one with generated
 * members; in AWS it only checks that they are there. Only the agents must be: without another table the app does
 * what it can.
 *
 * @throws {AppError} `config.*` or `repository.*` when there is no record to be had
 */
export async function openRecords(config: RecordConfig, log: Log): Promise<Records> {
  const storage = await openStorage(config.storage, log);
  try {
    const tables = tablesOf(storage, config);
    const { remembers, notices } = await prepareTables(storage, tables, log);
    const repositories = {
      agents: createRepository({ ...tables.agents, dataset: agents }),
      entities: createRepository({ ...tables.entities, dataset: entities }),
    };
    const noticing = openNoticing({ storage, repositories, config, log });
    if (storage.createsTables) {
      await fillIfEmpty(repositories, config, log);
      await switchOnStreams(tables);
    }
    const { client, tableName } = tables.state;
    const figures = createFigureHistory(client, tableName);
    const parts = { config, storage, log };
    const analytics = {
      agents: await openAnalytics({ ...tables.agents, repository: repositories.agents }, parts),
      entities: await openAnalytics({ ...tables.entities, repository: repositories.entities }, parts),
    };
    for (const each of Object.values(analytics)) each.start();
    const sources = {
      agents: { repository: repositories.agents, analytics: analytics.agents.analytics },
      entities: { repository: repositories.entities, analytics: analytics.entities.analytics },
    };
    const insightRecords = createInsightRecords({ ...tables.insights, now: () => new Date() });
    return {
      storage,
      answers: createAnswers({
        sources,
        usage: createUsage(client, tableName),
        ...(remembers ? { figures } : {}),
        ...(notices ? { insights: insightRecords, desk: noticing.desk, digests: noticing.digests } : {}),
      }),
      memory: openMemory(storage, config),
      repositories,
      insightRecords,
      streams: { agents: tables.agents, entities: tables.entities },
      remembers,
      notices,
      noticing,
      figures,
      sources,
      analytics,
      keepPast: createKeepPast({
        repositories: storage.createsTables ? Object.values(repositories) : [],
        samples: noticing.samples,
        figures,
        dataDirectory: config.storage.dataDirectory,
        log,
      }),
      applyUpdate: createUpdates(repositories, analytics, noticing.auditLog, log),
      check: () => repositories.agents.find('healthz'),
      async close() {
        try {
          await Promise.all(Object.values(analytics).map((each) => each.stop()));
        } finally {
          await storage.close();
        }
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function fillIfEmpty(
  repositories: Records['repositories'],
  { agentCount, entityCount, storage }: RecordConfig,
  log: Log,
): Promise<void> {
  const { dataDirectory } = storage;
  const common = { dataDirectory, today: new Date() };
  const [ofAgents, ofEntities] = await Promise.all([
    provisionAgents({ ...common, repository: repositories.agents, count: agentCount }),
    provisionEntities({ ...common, repository: repositories.entities, count: entityCount }),
  ]);
  const generations = { agents: ofAgents, entities: ofEntities };
  for (const [dataset, generation] of Object.entries(generations)) {
    if (generation !== undefined) {
      log.info({ dataset, generation }, 'first run: the table was empty and was filled');
    }
  }
}

function createUpdates(
  repositories: Records['repositories'],
  analytics: Records['analytics'],
  auditLog: ReturnType<typeof createAuditLog>,
  log: Log,
): Records['applyUpdate'] {
  return (name, request) => {
    const found = Object.values(repositories).find(({ dataset }) => dataset.name === name);
    if (found === undefined) throw new AppError('input.invalid', `there is no record of ${name}`);
    const onUnclosed = (error: unknown, entryId: string) =>
      log.error({ err: error, entryId, request: request.by.requestId }, 'an audit entry stays pending');
    const apply = () => applyUpdate({ repository: found, auditLog, onUnclosed }, request);
    const { model } = analytics[found.dataset.name as DatasetName];
    if (model === undefined) return apply();
    // Where nothing changes the stream has nothing to tell.
    const changes = request.changes.some(({ from, to }) => from !== to);
    return model.change(request.id, apply, (result) =>
      result.outcome === 'applied' && changes ? result.item : undefined,
    );
  };
}
