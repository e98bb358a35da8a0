import type { Insight } from '../../src/catalog/datasets/insights.ts';
import type { InsightRecords } from '../../src/insights/insight-records.ts';
import type { InsightsQuery } from './read-arguments.ts';
import type { Rows } from './rows.ts';

const defaultLimit = 10;

/** The insights that a query asks for; none whose time is over. @throws {AppError} `repository.*` */
export async function findInsights(records: InsightRecords, query: InsightsQuery): Promise<Rows> {
  const items = await find(records, query);
  const about = query.id === undefined ? ['entity_id'] : [];
  return { columns: ['timestamp', ...about, 'prediction_type', 'risk_score', 'explanation'], items };
}

function find(records: InsightRecords, query: InsightsQuery): Promise<readonly Insight[]> {
  const { id, month, type, above, since, limit = defaultLimit } = query;
  if (id !== undefined) return records.ofEntity(id, { limit, ...(month === undefined ? {} : { prefix: month }) });
  if (above !== undefined) return records.aboveRisk({ above, limit, ...(type === undefined ? {} : { type }) });
  const options = { limit, ...(since === undefined ? {} : { since }) };
  return type === undefined ? records.newest(options) : records.ofType(type, options);
}
