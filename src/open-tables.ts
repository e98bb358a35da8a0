import { agents } from './catalog/datasets/agents.ts';
import { entities } from './catalog/datasets/entities.ts';
import { insights } from './catalog/datasets/insights.ts';
import { type TableDefinition, tableDefinition } from './catalog/derive/table-definition.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { stateTable } from './state/state-table.ts';
import { checkTable } from './storage/check-table.ts';
import { ensureTable } from './storage/ensure-table.ts';
import type { Storage } from './storage/open-storage.ts';
import { switchOnStream } from './storage/switch-on-stream.ts';

/** A table in use, and how it is reached. */
export interface Place {
  readonly client: Storage['client'];
  readonly region: string;
  readonly tableName: string;
}

interface Table extends Place {
  readonly definition: TableDefinition;
  /** What cannot be had without it; absent where it must be there. */
  readonly without?: string;
}

type Tables = Readonly<Record<'agents' | 'entities' | 'insights' | 'state', Table>>;

/** Every table that the app uses, and where each is. */
export function tablesOf(
  { client, insightsClient, connection }: Storage,
  { storage }: Pick<Config, 'storage'>,
): Tables {
  const { tables } = storage;
  const place = (tableName: string): Place => {
    return { client: insightsClient, region: connection.insightsRegion, tableName };
  };
  return {
    agents: {
      client,
      region: connection.region,
      tableName: tables[agents.name] ?? agents.table.name,
      definition: tableDefinition(agents),
    },
    entities: {
      ...place(tables[entities.name] ?? entities.table.name),
      definition: tableDefinition(entities),
      without: 'nothing can be said about students, tutors, subjects and regions',
    },
    insights: {
      ...place(tables[insights.name] ?? insights.table.name),
      definition: tableDefinition(insights),
      without: 'no insights are kept and nobody is told of any',
    },
    state: {
      ...place(storage.stateTable),
      definition: stateTable,
      without: 'no values can be changed and nothing is remembered',
    },
  };
}

/** What can be done with the tables that there are. */
export interface UsableTables {
  /** Whether there is a table for what the app remembers; without one it answers, and remembers nothing. */
  readonly remembers: boolean;
  /** Whether there are the tables that insights and alerts need; without one nobody is told of any. */
  readonly notices: boolean;
}

/**
 * Sees to it that the tables are there: makes those that are missing where the app may.
 *
 * @returns what can be done with those of them that the app can do without
 * @throws {AppError} `config.*` or `repository.*` when one is missing that must be there
 */
export async function prepareTables({ createsTables }: Storage, tables: Tables, log: Log): Promise<UsableTables> {
  const prepare = async ({ client, definition, tableName, without }: Table): Promise<boolean> => {
    try {
      if (createsTables) await ensureTable(client, definition, tableName);
      else await checkTable(client, definition, tableName);
      return true;
    } catch (error) {
      if (createsTables || without === undefined) throw error;
      log.warn({ err: error, tableName }, `${without}: the table cannot be used`);
      return false;
    }
  };
  const [remembers, keepsInsights] = await Promise.all([
    prepare(tables.state),
    prepare(tables.insights),
    ...[tables.agents, tables.entities].map(prepare),
  ]);
  return { remembers, notices: remembers && keepsInsights };
}

/** After the tables were filled: who was there from the beginning is no news. */
export async function switchOnStreams(tables: Tables): Promise<void> {
  const streamed = Object.values(tables).filter(({ definition }) => definition.stream === true);
  await Promise.all(streamed.map(({ client, tableName }) => switchOnStream(client, tableName)));
}
