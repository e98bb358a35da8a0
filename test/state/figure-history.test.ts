import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFigureHistory, type FigureHistory } from '../../src/state/figure-history.ts';
import { type KeptStatistics, toFigureKey } from '../../src/state/figure-history-item.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const rookies = { field: 'experienceLevel', value: 'rookie' };
const metrics = ['churnRisk'];

let engine: TestEngine;
let tableName: string;
let history: FigureHistory;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  history = createFigureHistory(engine.client, tableName);
});

function statistics(average: number): KeptStatistics {
  return { n: 12, average, median: average + 1, p90: 90.5, total: 12 * average, min: 3, max: 99 };
}

const figures = (average: number) => ({
  count: 14,
  statistics: { churnRisk: statistics(average), npsScore: statistics(40) },
});
const dayOf = (day: string, average = 60) => ({ group: rookies, day: { day, ...figures(average) } });

describe('the daily figures of groups', () => {
  it('are read as they were kept: the days of a span, oldest first, and the metrics that were asked for', async () => {
    await history.keepPast('agents', [dayOf('2026-11-19', 57.25), dayOf('2026-10-31'), dayOf('2026-11-01', 66.5)]);
    await history.keepDay('agents', '2026-11-20', [{ group: rookies, figures: figures(56.75) }]);

    const days = await history.read('agents', { group: rookies, from: '2026-11-01', to: '2026-11-20', metrics });

    expect(days).toEqual([
      { day: '2026-11-01', count: 14, statistics: { churnRisk: statistics(66.5) } },
      { day: '2026-11-19', count: 14, statistics: { churnRisk: statistics(57.25) } },
      { day: '2026-11-20', count: 14, statistics: { churnRisk: statistics(56.75) } },
    ]);
  });

  it('keep twelve digits', async () => {
    await history.keepPast('agents', [dayOf('2026-11-19', 200 / 3)]);

    const [day] = await history.read('agents', { group: rookies, from: '2026-11-19', to: '2026-11-19', metrics });

    expect(day?.statistics['churnRisk']?.average).toBe(66.6666666667);
  });

  it('say nothing of metrics that were not known on a day, and count all the same', async () => {
    await history.keepPast('agents', [dayOf('2026-11-19')]);

    const span = { group: rookies, from: '2026-11-19', to: '2026-11-19' };
    const [unknown] = await history.read('agents', { ...span, metrics: ['revenue'] });
    const [count] = await history.read('agents', { ...span, metrics: [] });

    expect([unknown, count]).toEqual(Array(2).fill({ day: '2026-11-19', count: 14, statistics: {} }));
  });

  it('belong to one group of one dataset', async () => {
    const day = '2026-11-20';
    await history.keepDay('agents', day, [
      { group: 'everyone', figures: { ...figures(50), count: 500 } },
      { group: rookies, figures: figures(60) },
    ]);
    const span = { from: day, to: day, metrics };

    const counts = await Promise.all(
      (['everyone', rookies, { ...rookies, value: 'expert' }] as const).map(async (group) =>
        (await history.read('agents', { group, ...span })).map(({ count }) => count),
      ),
    );

    expect(counts).toEqual([[500], [14], []]);
    expect(await history.read('entities', { group: 'everyone', ...span })).toEqual([]);
  });

  it('are those of whoever kept a day first', async () => {
    const day = '2026-11-20';
    await Promise.all(
      [55, 55].map((average) => history.keepDay('agents', day, [{ group: rookies, figures: figures(average) }])),
    );

    await history.keepDay('agents', day, [
      { group: rookies, figures: figures(70) },
      { group: 'everyone', figures: figures(70) },
    ]);

    const averageOf = async (group: 'everyone' | typeof rookies) =>
      (await history.read('agents', { group, from: day, to: day, metrics }))[0]?.statistics['churnRisk']?.average;
    expect(await averageOf(rookies)).toBe(55);
    expect(await averageOf('everyone')).toBe(70);
  });

  it('live for 400 days', async () => {
    await history.keepPast('agents', [dayOf('2026-11-20')]);

    const Key = toFigureKey('agents', rookies, '2026-11-20');
    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key }));

    expect(new Date(Number(Item?.['ttl']) * 1_000).toISOString()).toBe('2027-12-25T00:00:00.000Z');
  });
});
