import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insights } from '../../../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import type { AlertEvent } from '../../../src/insights/alert-facts.ts';
import { waitingEvents } from '../../../src/insights/alert-intake.ts';
import { createDetector, type Detector } from '../../../src/insights/detection/create-detector.ts';
import { createNightlySweep, type NightlySweep, wasEverSwept } from '../../../src/insights/detection/nightly-sweep.ts';
import { type SweepReport, sweep } from '../../../src/insights/detection/sweep.ts';
import type { Explainer } from '../../../src/insights/explain/explainer.ts';
import { createTemplateExplainer } from '../../../src/insights/explain/template-explainer.ts';
import { insightOf } from '../../../src/insights/insight-item.ts';
import { createInsightRecords } from '../../../src/insights/insight-records.ts';
import { createLog } from '../../../src/log.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { createSamples, type Samples } from '../../../src/state/samples.ts';
import { stateTable as stateDefinition } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { type AgentItem, agentItem } from '../../support/agent-items.ts';
import { createAgentsTable, freshTableName } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

const dayMs = 86_400_000;
const log = createLog({ level: 'silent' });
const now = (): Date => new Date(time);

let engine: TestEngine;
let stateTable: string;
let time: number;
let samples: Samples;
let repository: Repository;
let detector: Detector;
let openDetector: (explainer: Explainer) => Detector;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  time = Date.parse('2026-03-20T12:00:00.000Z');
  stateTable = freshTableName();
  const insightsTable = freshTableName();
  const { client } = engine;
  await ensureTable(client, stateDefinition, stateTable);
  await ensureTable(client, tableDefinition(insights), insightsTable);
  samples = createSamples(client, stateTable, { now });
  const records = createInsightRecords({ client, tableName: insightsTable, now });
  const storingInsight: Parameters<typeof createDetector>[0]['storingInsight'] = (facts) =>
    records.putting(insightOf(facts));
  openDetector = (explainer) => createDetector({ client, stateTable, storingInsight, samples, explainer, log, now });
  detector = openDetector(createTemplateExplainer());
  repository = await createAgentsTable(client, [agent(1, { churnRisk: 84 }), agent(2), agent(3, { npsScore: 12 })]);
});

function agent(ordinal: number, overrides: Partial<AgentItem> = {}): AgentItem {
  const calm = { churnRisk: 50, npsScore: 64, engagementTrend: 2, satisfactionTrend: 1, revenueAtRisk: 900 };
  return agentItem(ordinal, { ...calm, lastActivityDate: '2026-03-18T00:00:00.000Z', ...overrides });
}

const run = (signal?: AbortSignal): Promise<SweepReport> =>
  sweep({ repository, detector, samples, log, now, ...(signal === undefined ? {} : { signal }) });

async function told(): Promise<readonly string[]> {
  const { events } = await waitingEvents(engine.client, stateTable, 1_000);
  return events.map(({ event }) => `${event.kind} ${subjectOf(event)}`).sort();
}

function subjectOf(event: AlertEvent): string {
  const id = event.kind === 'fired' ? event.facts.alertId : event.alertId;
  return id.replace(/_\d+$/u, '');
}

async function stored(): Promise<readonly Record<string, unknown>[]> {
  const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: stateTable }));
  const keyOf = (item: Record<string, unknown>): string => [item['pk'], item['sk']].map(String).join(' ');
  return Items.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

const fired = ['fired high_churn_risk_agent-1', 'fired low_satisfaction_agent-3'];

const put = (item: AgentItem): Promise<unknown> =>
  engine.client.send(new PutCommand({ TableName: repository.tableName, Item: item }));

describe('a sweep', () => {
  it('finds what no change announced, and keeps the day of everyone', async () => {
    const report = await run();

    expect(report).toEqual({ members: 3, looked: 2, failed: 0, keptBack: 0, expired: 0 });
    expect(await told()).toEqual(fired);
    expect(await samples.read('agents', 'agent-2')).toMatchObject([{ day: '2026-03-20', values: { churnRisk: 50 } }]);
  });

  it('changes nothing when it is done again', async () => {
    await run();
    const before = await stored();

    await run();

    expect(await stored()).toEqual(before);
  });

  it('tells figures that moved and trouble that is over, also of members that are gone', async () => {
    await run();
    time += dayMs;
    await put(agent(1, { churnRisk: 91 }));
    await engine.client.send(new DeleteCommand({ TableName: repository.tableName, Key: { id: 'agent-3' } }));

    await run();
    await put(agent(1, { churnRisk: 20 }));
    await run();

    expect(await told()).toEqual([
      'changed high_churn_risk_agent-1',
      ...fired,
      'resolved high_churn_risk_agent-1',
      'resolved low_satisfaction_agent-3',
    ]);
    expect(await detector.open('agents')).toEqual([]);
  });

  it('tells what is there again during a cool-down, once', async () => {
    await run();
    await put(agent(1, { churnRisk: 20 }));
    await run();
    await put(agent(1, { churnRisk: 84 }));
    await run();
    time += dayMs + 1_000;

    await run();

    const again = ['reopened high_churn_risk_agent-1', 'resolved high_churn_risk_agent-1'];
    expect(await told()).toEqual([...fired, ...again]);
  });

  it('finds who has been silent for long, although nothing changed', async () => {
    time += 58 * dayMs;

    await run();

    expect(await told()).toContain('fired low_engagement_agent-2');
  });

  it('finds a rise by the days that were kept', async () => {
    await samples.keep('agents', [{ id: 'agent-2', days: [{ day: '2026-03-13', values: { churnRisk: 30 } }] }]);

    await run();

    expect(await told()).toContain('fired rising_churn_risk_agent-2');
  });

  it('speaks of what is so now, not of what was when the page was read', async () => {
    const swept = sweep({
      repository: { ...repository, readAll: staleReads },
      detector,
      samples,
      log,
      now,
    });
    async function* staleReads() {
      yield { items: [agent(2, { churnRisk: 95 })], keys: [['agent-2']], unreadable: 0, readUnits: 0 };
    }

    await swept;

    expect(await told()).toEqual([]);
  });

  it('takes back what it told of a member who recovered while it was told', async () => {
    let reads = 0;
    const recovering: Repository = {
      ...repository,
      async find(id) {
        reads += 1;
        const item = await repository.find(id);
        if (reads === 1) await put(agent(2, { churnRisk: 30 }));
        return item;
      },
    };
    await put(agent(2, { churnRisk: 84 }));
    await engine.client.send(new DeleteCommand({ TableName: repository.tableName, Key: { id: 'agent-1' } }));
    await engine.client.send(new DeleteCommand({ TableName: repository.tableName, Key: { id: 'agent-3' } }));

    await sweep({ repository: recovering, detector, samples, log, now });

    expect(await told()).toEqual(['fired high_churn_risk_agent-2', 'resolved high_churn_risk_agent-2']);
  });

  it('goes on past a member of whom nothing can be stored', async () => {
    await put({ ...agent(4, { churnRisk: 90 }), id: `agent-${'x'.repeat(1_500)}` });

    const report = await run();

    expect(report).toMatchObject({ members: 4, failed: 1 });
    expect(await told()).toEqual(fired);
  });
});

describe('a first look at many members in trouble', () => {
  const firstLook = { most: 3, told: 2, aboveRisk: 70 };
  const look = (isFirst: boolean, over = repository): Promise<SweepReport> =>
    sweep({ repository: over, detector, samples, log, now, isFirst, firstLook });

  /** Agents 4 to 7: of the two in the middle nobody may want to hear, whatever the money. */
  async function addFour(): Promise<void> {
    await put(agent(4, { churnRisk: 90, revenueAtRisk: 1_000 }));
    await put(agent(5, { npsScore: 12, revenueAtRisk: 1_200 }));
    await put(agent(6, { npsScore: 10, revenueAtRisk: 1_300 }));
    await put(agent(7, { churnRisk: 95, revenueAtRisk: 1_100 }));
  }

  async function toldOfMembers(): Promise<readonly string[]> {
    const { events } = await waitingEvents(engine.client, stateTable, 1_000);
    const all = events.map(({ event }) => event);
    return all.map((event) =>
      event.kind === 'fired' ? `${event.facts.entityId}${event.facts.firstLook ? ' kept' : ''}` : event.kind,
    );
  }

  it('tells the most urgent, and keeps the others', async () => {
    await addFour();

    const report = await look(true);

    expect(report).toMatchObject({ members: 7, looked: 6, keptBack: 4 });
    expect((await toldOfMembers()).toSorted()).toEqual([
      'agent-1 kept',
      'agent-3 kept',
      'agent-4',
      'agent-5 kept',
      'agent-6 kept',
      'agent-7',
    ]);
    expect(await detector.open('agents')).toHaveLength(6);
  });

  it('tells all of them where they are few', async () => {
    await put(agent(4, { churnRisk: 90 }));

    const report = await look(true);

    expect(report).toMatchObject({ keptBack: 0 });
    expect((await toldOfMembers()).toSorted()).toEqual(['agent-1', 'agent-3', 'agent-4']);
  });

  it('tells no more of them when it was cut off and is done again', async () => {
    await addFour();
    const cutOff: Repository = {
      ...repository,
      async find(id) {
        if (id === 'agent-1') throw new Error('the process has ended');
        return repository.find(id);
      },
    };
    await expect(look(true, cutOff)).rejects.toThrow('the process has ended');

    await look(true);

    expect((await toldOfMembers()).filter((line) => !line.endsWith('kept')).toSorted()).toEqual(['agent-4', 'agent-7']);
    expect(await detector.open('agents')).toHaveLength(6);
  });

  it('is also that at members who were added to a table that is known, and not that at those who were there', async () => {
    await look(true);
    const before = await toldOfMembers();
    time += dayMs;
    await put(agent(2, { churnRisk: 84 }));
    await addFour();

    const report = await look(false);

    expect(report).toMatchObject({ keptBack: 2 });
    const since = (await toldOfMembers()).filter((line) => !before.includes(line));
    expect(since.toSorted()).toEqual(['agent-2', 'agent-4', 'agent-5 kept', 'agent-6 kept', 'agent-7']);
  });

  it('asks no model about what is only kept', async () => {
    const asked: string[] = [];
    const template = createTemplateExplainer();
    detector = openDetector({
      explain(draft) {
        asked.push(String(draft.headline.value));
        return template.explain(draft);
      },
    });
    await addFour();

    await look(true);

    expect(asked.toSorted()).toEqual(['90', '95']);
  });
});

describe('a nightly sweep', () => {
  let sweeps: string[];

  beforeEach(() => {
    sweeps = [];
  });

  function instance(name: string, work: (signal: AbortSignal) => Promise<void> = async () => {}): NightlySweep {
    const leases = createLeases(engine.client, stateTable, { instanceId: name, log });
    return createNightlySweep({
      name: 'agents',
      at: '02:30',
      zone: 'America/New_York',
      client: engine.client,
      stateTable,
      leases,
      log,
      now,
      async sweep(signal) {
        await work(signal);
        sweeps.push(`${name} ${now().toISOString()}`);
      },
    });
  }

  it('runs at once when there never was one, then once a local day, whoever is first', async () => {
    const [one, two] = [instance('one'), instance('two')];
    const wasSwept = () => wasEverSwept(engine.client, stateTable, 'agents');
    expect(await wasSwept()).toBe(false);

    await Promise.all([one.tick(), two.tick()]);
    expect(await wasSwept()).toBe(true);
    await one.tick();
    await two.tick();
    time = Date.parse('2026-03-21T06:29:00.000Z');
    await two.tick();
    time = Date.parse('2026-03-21T06:30:00.000Z');
    await two.tick();
    await one.tick();

    expect(sweeps.map((line) => line.slice(4))).toEqual(['2026-03-20T12:00:00.000Z', '2026-03-21T06:30:00.000Z']);
  });

  it('makes up for one that was missed, and for one that failed', async () => {
    let failing = true;
    const work = async (): Promise<void> => {
      if (failing) throw new Error('the table is gone');
    };
    const one = instance('one', work);

    await one.tick();
    failing = false;
    const soon = await one.tick();
    time += 600_000;
    const later = await one.tick();

    expect([soon, later]).toEqual([false, true]);
    expect(sweeps).toEqual(['one 2026-03-20T12:10:00.000Z']);
  });
});
