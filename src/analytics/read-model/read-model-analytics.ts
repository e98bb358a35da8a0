import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Analytics, ValueGroup } from '../analytics.ts';
import { checkRequest } from '../check-request.ts';
import { wantedOf } from '../wanted-statistics.ts';
import { filtersToSql } from './filters-to-sql.ts';
import { findNames } from './find-names.ts';
import type { MembersQuery } from './members-query.ts';
import type { ModelReader } from './model-reader.ts';
import { modelShape } from './model-shape.ts';
import { rankMembers } from './rank-members.ts';
import { readGroups } from './read-groups.ts';
import { wholeFigures } from './whole-figures.ts';

interface ReadModelAnalyticsOptions {
  readonly dataset: Dataset;
  /** What people read about where the figures come from: "read model of ZillowAgents (DuckDB)". */
  readonly source: string;
  readonly reader: ModelReader;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Aggregates over the read model: the same figures as the record gives, at no cost to it.
 *
 * The parts of a result are of one state of the read model, and agree with each other.
 */
export function createReadModelAnalytics({ dataset, source, reader, now }: ReadModelAnalyticsOptions): Analytics {
  const shape = modelShape(dataset);
  return {
    async run(request) {
      checkRequest(dataset, request);
      const began = now();
      const started = performance.now();
      return reader.read(async (snapshot) => {
        const where: MembersQuery['where'] = (bindings) => filtersToSql(request.filters, began, bindings);
        const query: MembersQuery = { shape, snapshot, where };
        const { selection, fleet, unreadable, rankable } = await wholeFigures(query, request);
        const wanted = wantedOf(request, 'groups');
        const groups: Record<string, readonly ValueGroup[]> = {};
        for (const segment of request.by ?? []) groups[segment] = await readGroups(query, { wanted, where }, segment);
        const ranked = request.rank === undefined ? [] : await rankMembers(query, request.rank);
        return {
          selection,
          ...(request.fleet && { fleet }),
          groups,
          ranked,
          rankable,
          cost: {
            source,
            itemsRead: fleet.count,
            readUnits: 0,
            unreadable,
            asOf: new Date(snapshot.asOf).toISOString(),
            tookMs: performance.now() - started,
          },
        };
      });
    },

    findByName: (text, limit) => reader.read((snapshot) => findNames(shape, snapshot, text, limit)),
  };
}
