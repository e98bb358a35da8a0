import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { compareModel } from '../../../scripts/drill/model/compare-model.ts';
import { cutOff, reshape, spoilJournal } from '../../../scripts/drill/model/mishaps.ts';
import { createPreferredAnalytics } from '../../../src/analytics/preferred-analytics.ts';
import { createReadModelAnalytics } from '../../../src/analytics/read-model/read-model-analytics.ts';
import { createRepositoryAnalytics } from '../../../src/analytics/repository-analytics.ts';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { createLog } from '../../../src/log.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import type { StreamSubscription } from '../../../src/storage/stream/change.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { type AgentItem, agentItem, agentItems } from '../../support/agent-items.ts';
import { createAgentsTable } from '../../support/agents-table.ts';
import { createEntitiesTable, studentItems } from '../../support/entities-table.ts';
import { keepModel } from '../../support/kept-model.ts';
import { eventually } from '../../support/manual-clock.ts';
import { proxiedEngine } from '../../support/proxied-engine.ts';
import { fullShardId, type StreamsServer, startStreamsServer } from '../../support/streams-server.ts';

const { engine, proxy } = proxiedEngine();
let directory: string;
let files = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitals-model-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type Kept = Partial<Parameters<typeof keepModel>[0]>;

/** A table with a stream, and models of it in one file, one after the other. */
async function staged(repository: Promise<Repository>) {
  const table = await repository;
  const { dataset, tableName } = table;
  await switchOnStream(engine.client, tableName);
  files += 1;
  const path = join(directory, `${files}.duckdb`);
  const { client } = engine;
  return {
    repository: table,
    path,
    keep: (options: Kept = {}) => {
      const model = keepModel({ engine, endpoint: proxy.endpoint, repository: table, path, ...options });
      onTestFinished(() => model.stop());
      model.start();
      return model;
    },
    put: (Item: object) => client.send(new PutCommand({ TableName: tableName, Item })),
    remove: (Key: Readonly<Record<string, string>>) => client.send(new DeleteCommand({ TableName: tableName, Key })),
    set: (id: string, metric: keyof AgentItem, value: unknown) =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { id },
          UpdateExpression: 'SET #metric = :value',
          ExpressionAttributeNames: { '#metric': metric },
          ExpressionAttributeValues: { ':value': value },
        }),
      ),
    compare: () => compareModel({ dataset, tableName, client, path }),
  };
}

const agentsStaged = (items = agentItems(20)) => staged(createAgentsTable(engine.client, items));
const fillings = (said: readonly string[]): number => said.filter((line) => line.startsWith('filled;')).length;

/** Lets nothing through from the stream while it is shut. */
function gate() {
  let opened = Promise.resolve();
  let waiting = 0;
  let open = (): void => undefined;
  return {
    shut() {
      waiting = 0;
      opened = new Promise((resolve) => {
        open = resolve;
      });
    },
    open: () => open(),
    /** Batches of changes that came while it was shut. */
    waiting: () => waiting,
    through: (subscription: StreamSubscription): StreamSubscription => ({
      ...subscription,
      async handle(changes, delivery) {
        waiting += 1;
        await opened;
        await subscription.handle(changes, delivery);
      },
    }),
  };
}

describe('a read model', () => {
  it('holds the table and what is changed in it, and goes on after a restart without reading the table again', async () => {
    const { keep, put, remove, set, compare } = await agentsStaged();
    const first = keep();
    await eventually(() => first.status().state === 'ready');
    await set('agent-1', 'churnRisk', 'high');
    await put(agentItem(21));
    await remove({ id: 'agent-2' });
    await first.caughtUp();
    await first.stop();
    await remove({ id: 'agent-21' });
    await put(agentItem(2, { name: 'Back Again' }));
    const second = keep();
    await second.caughtUp();
    await second.stop();

    expect(await compare()).toMatchObject({ rows: 20, builds: 1, differences: [] });
    expect([fillings(first.said), fillings(second.said)]).toEqual([1, 0]);
  });

  it.each([
    ['no change was ever told', false],
    ['changes were told before it was made', true],
  ])(
    'goes on after a restart without reading the table again where nothing has changed and %s',
    async (_what, told) => {
      const { keep, put, remove, set, compare } = await agentsStaged();
      if (told) {
        await remove({ id: 'agent-3' });
        await set('agent-4', 'revenue', 4);
      }
      const first = keep();
      await first.caughtUp();
      await first.stop();
      await set('agent-4', 'revenue', 5);
      await put(agentItem(30));
      const second = keep();
      await second.caughtUp();
      await second.stop();

      expect(await compare()).toMatchObject({ builds: 1, differences: [] });
      expect([fillings(first.said), fillings(second.said)]).toEqual([1, 0]);
    },
  );

  it('has what was changed while the table was read', async () => {
    const { keep, put, remove, set, compare, repository } = await agentsStaged(agentItems(40));
    let pages = 0;
    async function* slowly() {
      const options = { attributes: Object.keys(agents.attributes).filter((name) => !/email|phone/u.test(name)) };
      for await (const page of repository.readAll({ ...options, pageSize: 5, consistent: true })) {
        pages += 1;
        const [one, two, three] = page.items.map(({ id }) => String(id));
        await remove({ id: one ?? '' });
        await set(two ?? '', 'revenue', 1);
        await remove({ id: three ?? '' });
        await put(agentItem(3, { id: three ?? '' }));
        await put(agentItem(1_000 + pages));
        await set(`agent-${pages}`, 'revenue', 2);
        yield page;
      }
    }
    const model = keep({ repository: { ...repository, readAll: slowly } });
    await model.caughtUp();
    await model.stop();

    const { rows, differences } = await compare();

    expect({ rows: rows > 30, differences, pages: pages > 7 }).toEqual({ rows: true, differences: [], pages: true });
  });

  it('tells apart members whose key holds what nobody declared', async () => {
    const { keep, put, remove, compare } = await staged(createEntitiesTable(engine.client, studentItems(3)));
    const foreign = { ...studentItems(1)[0], entity_type: 'parrot' };
    await put(foreign);
    await put({ ...foreign, entity_type: 'ghost' });
    const model = keep();
    await eventually(() => model.status().state === 'ready');
    await put({ ...foreign, sessions_7d: 77 });
    await remove({ entity_id: foreign.entity_id ?? '', entity_type: 'ghost' });
    await model.caughtUp();
    await model.stop();

    expect(await compare()).toMatchObject({ rows: 4, differences: [] });
  });

  it('holds every change that was made before the moment that it names', async () => {
    const { keep, set } = await agentsStaged();
    const model = keep();
    await eventually(() => model.status().state === 'ready');
    const made: number[] = [];
    const untrue: string[] = [];
    const end = Date.now() + 1_300;
    const write = async () => {
      while (Date.now() < end) {
        await set('agent-1', 'revenue', made.length);
        made.push(Date.now());
        await delay(3);
      }
    };
    const look = async () => {
      while (Date.now() < end + 200) {
        await delay(3);
        const reader = model.reader();
        if (typeof reader === 'string') continue;
        await reader.read(async (snapshot) => {
          const { asOf, members } = snapshot;
          const known = made.findLastIndex((at) => at < asOf);
          const [row] = await snapshot.query(`SELECT revenue FROM ${members} WHERE id = 'agent-1'`);
          const held = Number(row?.['revenue']);
          // What it is at first is more than it is ever made into.
          if (known >= 0 && (held < known || held > 8_000)) {
            untrue.push(`${known} was made before ${asOf}, and it holds ${held}`);
          }
        });
      }
    };

    await Promise.all([write(), look()]);

    expect(untrue).toEqual([]);
    expect(made.length).toBeGreaterThan(10);
  });

  it.each([
    ['is made anew where its file was cut off', cutOff, 1],
    ['is made anew where its file is of another shape', reshape, 1],
    ['goes on where a journal of another kind is beside its file', spoilJournal, 0],
  ])('%s', async (_what, damage, times) => {
    const { keep, set, compare, path } = await agentsStaged();
    const first = keep();
    await eventually(() => first.status().state === 'ready');
    await set('agent-2', 'revenue', 5);
    await first.caughtUp();
    await first.stop();
    await set('agent-1', 'revenue', 5);
    await damage(path);
    const second = keep();
    await second.caughtUp();
    await second.stop();

    expect(await compare()).toMatchObject({ rows: 20, differences: [] });
    expect(fillings(second.said)).toBe(times);
  });

  it('reads the table again after its stream was switched off and on', async () => {
    const { keep, set, compare, repository } = await agentsStaged();
    const { tableName: TableName } = repository;
    const first = keep();
    await eventually(() => first.status().state === 'ready');
    await first.stop();
    await engine.client.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
    await set('agent-1', 'revenue', 5);
    await switchOnStream(engine.client, TableName);
    const second = keep();
    await second.caughtUp();
    await second.stop();

    expect(await compare()).toMatchObject({ rows: 20, differences: [] });
    expect(fillings(second.said)).toBe(1);
  });
});

describe('a read model whose stream has forgotten changes', () => {
  const shardId = fullShardId('1');
  let server: StreamsServer;

  beforeAll(async () => {
    server = await startStreamsServer();
    server.openShard(shardId);
  });
  afterAll(() => server.stop());

  /** The stream is another server's than the table: it says what the test has it say. */
  async function torn() {
    const stage = await agentsStaged();
    let missed = Promise.resolve();
    const repository: Repository = {
      ...stage.repository,
      async *readAll(options) {
        await missed;
        yield* stage.repository.readAll(options);
      },
    };
    let later = 0;
    return {
      ...stage,
      pass: (ms: number) => {
        later += ms;
      },
      /** Nothing is read of the table until that is settled. */
      until: (promise: Promise<void>) => {
        missed = promise;
      },
      keep: () =>
        stage.keep({
          repository,
          endpoint: server.endpoint,
          find: async () => ({ arn: server.streamArn }),
          now: () => Date.now() + later,
        }),
      /** Changes are made, and all but the last one of them are forgotten before they were read. */
      forget: async () => {
        await stage.set('agent-1', 'revenue', 5);
        const sequenceNumber = server.append(shardId, { id: { S: 'agent-1' } });
        server.trim(shardId, sequenceNumber);
        await stage.remove({ id: 'agent-2' });
      },
      /** A first change, so that there is a place to go on from. */
      tell: async () => {
        await stage.put(agentItem(30));
        server.append(shardId, { id: { S: 'agent-30' } });
      },
    };
  }

  it('reads the table again, and is not answered from before that', async () => {
    const { keep, tell, forget, compare, until } = await torn();
    const first = keep();
    await eventually(() => first.status().state === 'ready');
    await tell();
    await first.caughtUp();
    await first.stop();
    await forget();
    const hold = holding();
    until(hold.held);
    const second = keep();
    await eventually(() => second.status().filled === 0);
    const meanwhile = second.reader();
    hold.letGo();
    await second.caughtUp();
    await second.stop();

    expect(meanwhile).toBe('behind');
    expect(await compare()).toMatchObject({ rows: 20, differences: [] });
  });

  it('does not go on with what it had when it is started once more before that is done', async () => {
    const { keep, tell, forget, until, compare } = await torn();
    const first = keep();
    await eventually(() => first.status().state === 'ready');
    await tell();
    await first.caughtUp();
    await first.stop();
    await forget();
    const hold = holding();
    until(hold.held);
    const second = keep();
    await eventually(() => second.said.some((line) => line.startsWith('changes are missing')));
    const stopped = second.stop();
    hold.letGo();
    await stopped;
    const third = keep();
    await third.caughtUp();
    await third.stop();

    expect([first.said[1], second.said[1], third.said[1]]).toEqual(['is filled anew', 'goes on', 'is filled anew']);
    expect(await compare()).toMatchObject({ rows: 20, differences: [] });
  });

  it('answers with what it had, and with its age, until that is too old', async () => {
    const { keep, tell, forget, until, pass } = await torn();
    const model = keep();
    await eventually(() => model.status().state === 'ready');
    await tell();
    await model.caughtUp();
    const hold = holding();
    until(hold.held);
    await forget();
    await eventually(() => model.status().filled === 0);
    const known = await model.ask((members) => `SELECT count(*) AS members FROM ${members} WHERE id = 'agent-2'`);
    pass(40_000);
    const later = model.reader();
    hold.letGo();
    await model.caughtUp();

    const now = await model.ask((members) => `SELECT count(*) AS members FROM ${members} WHERE id = 'agent-2'`);

    expect({ known, later, now }).toEqual({ known: [{ members: 1n }], later: 'behind', now: [{ members: 0n }] });
  });
});

describe('a change of this instance', () => {
  const revenueOf = (id: string) => (members: string) => `SELECT revenue FROM ${members} WHERE id = '${id}'`;

  async function laid() {
    const stage = await agentsStaged();
    const stream = gate();
    const model = stage.keep({ through: stream.through });
    await eventually(() => model.status().state === 'ready');
    const update = (from: number, to: number) =>
      model.change(
        'agent-1',
        () => stage.repository.update('agent-1', [{ metric: 'revenue', from, to }]),
        (item) => item,
      );
    return { ...stage, stream, model, update, shown: () => model.ask(revenueOf('agent-1')) };
  }

  it('is in answers at once, while the stream has not told of it', async () => {
    const { stream, update, shown } = await laid();
    stream.shut();

    await update(8_001, 1);
    const first = await shown();
    await update(1, 2);
    const second = await shown();
    stream.open();

    expect([first, second]).toEqual([[{ revenue: 1 }], [{ revenue: 2 }]]);
  });

  it('stays in answers when older changes come from the stream, and makes way for later ones', async () => {
    const { stream, update, shown, set, model } = await laid();
    stream.shut();
    await set('agent-1', 'npsScore', 10);
    await eventually(() => model.status().state === 'ready');
    await update(8_001, 1);
    const before = await shown();
    await set('agent-1', 'revenue', 3);
    stream.open();
    await model.caughtUp();

    expect([before, await shown()]).toEqual([[{ revenue: 1 }], [{ revenue: 3 }]]);
  });

  it('is there once where the stream told of it before it was known to be made', async () => {
    const { model, repository, shown, set } = await laid();

    await model.change(
      'agent-1',
      async () => {
        const item = await repository.update('agent-1', [{ metric: 'revenue', from: 8_001, to: 1 }]);
        await model.caughtUp();
        return item;
      },
      (item) => item,
    );
    const first = await shown();
    await set('agent-1', 'revenue', 2);
    await model.caughtUp();

    expect([first, await shown()]).toEqual([[{ revenue: 1 }], [{ revenue: 2 }]]);
  });

  it('is in what is answered after a restart, though the stream had not told of it before', async () => {
    const { keep, model, stream, set, update, path } = await laid();
    await set('agent-2', 'revenue', 5);
    await model.caughtUp();
    proxy.inject(({ operation }) => (operation === 'GetRecords' ? { kind: 'throttled' } : undefined));
    onTestFinished(() => proxy.reset());
    await update(8_001, 1);
    await model.stop();
    proxy.reset();
    stream.shut();
    const next = keep({ path, through: stream.through });
    await eventually(() => stream.waiting() > 0);
    const meanwhile = next.reader();
    stream.open();
    await eventually(() => typeof next.reader() !== 'string');

    expect([meanwhile, await next.ask(revenueOf('agent-1'))]).toEqual(['behind', [{ revenue: 1 }]]);
  });

  it('is made all the same where there is no model to lay it over', async () => {
    const { model, repository, update } = await laid();
    await model.stop();

    await update(8_001, 1);

    expect(await repository.find('agent-1')).toMatchObject({ revenue: 1 });
  });
});

describe('a read model that lies behind', () => {
  it('is not answered from, and the record stands in until it has caught up', async () => {
    const { keep, repository, set } = await agentsStaged();
    let later = 0;
    const now = () => Date.now() + later;
    const model = keep({ now });
    await model.caughtUp();
    const analytics = createPreferredAnalytics({
      preferred: () => {
        const reader = model.reader();
        return typeof reader === 'string'
          ? reader
          : createReadModelAnalytics({ dataset: agents, source: 'the model', reader, now });
      },
      record: createRepositoryAnalytics({ repository, now }),
      log: createLog({ level: 'silent' }),
    });
    const average = async () => {
      const { selection, cost } = await analytics.run({ metrics: ['revenue'], filters: [], fleet: false });
      return { average: selection.statistics['revenue']?.average, standIn: cost.standIn };
    };
    const ofModel = await average();
    proxy.inject(({ operation }) => (operation === 'GetRecords' ? { kind: 'throttled' } : undefined));
    onTestFinished(() => proxy.reset());
    await set('agent-1', 'revenue', 28_001);
    later = 31_000;
    const ofRecord = await average();
    proxy.reset();
    await model.caughtUp();

    expect([ofModel, ofRecord, await average()]).toEqual([
      { average: 8_010.5 },
      { average: 9_010.5, standIn: 'behind' },
      { average: 9_010.5 },
    ]);
  });
});

/** Something to wait for until it is let go. */
function holding() {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { held, letGo: () => letGo() };
}
