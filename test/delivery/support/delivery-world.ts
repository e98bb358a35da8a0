import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createDelivery, type Delivery } from '../../../src/delivery/create-delivery.ts';
import { createOutbox, type LocalOutbox } from '../../../src/delivery/create-outbox.ts';
import type { DeliveryPort } from '../../../src/delivery/delivery-port.ts';
import { createLog } from '../../../src/log.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { createWebClient, webClientOptions } from '../../../src/slack/create-slack-app.ts';
import { createDeliveryAdapter } from '../../../src/slack/posting/delivery-adapter.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { lead } from '../../../src/state/leadership.ts';
import { botToken, type SlackWorkspace, startSlackWorkspace } from '../../support/slack-workspace.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
import { createStateTable } from './state-table.ts';

const leaseMs = 90_000;

type PortMethod = keyof DeliveryPort;
type Moment = `${'before' | 'after'} ${PortMethod}`;

/** One running instance of the app, as far as it delivers. */
export interface Instance {
  readonly delivery: Delivery;
  /** Called at each moment of a call to Slack; the call goes on when it returns. */
  at: (moment: Moment) => void;
  /** Nothing that it does from now on happens, as after `kill -9`. */
  kill(): void;
  /** Everything it does waits for the result to be called, as between SIGSTOP and SIGCONT. */
  stop(): () => void;
  /** Ends it in an orderly way. */
  end(): Promise<void>;
}

export interface World {
  readonly time: SimulatedTime;
  readonly workspace: SlackWorkspace;
  readonly outbox: LocalOutbox;
  readonly tableName: string;
  /** What is logged at `warn` and above. */
  readonly logged: { readonly level: string; readonly msg: string }[];
  /** What messages say, by content; whatever is not here says itself. An error is thrown. */
  readonly saying: Map<unknown, string | undefined | Error>;
  start(): Instance;
  /** What people see in a channel, oldest first; of threads too. */
  messages(channel: string): readonly Message[];
  texts(channel: string): readonly string[];
  /** How many items of a partition there are. */
  count(partition: string): Promise<number>;
  post(channel: string, entryId: string, threadOf?: string): Promise<void>;
  update(channel: string, of: string, content: string): Promise<void>;
  close(): Promise<void>;
}

/** Instances over one state table and one workspace, in simulated time. Each of them delivers when it leads. */
export async function createWorld(client: DynamoDBDocumentClient): Promise<World> {
  const tableName = await createStateTable(client);
  const time = createSimulatedTime(Date.UTC(2026, 0, 5, 9));
  const workspace = await startSlackWorkspace({ clock: time.now });
  const now = (): Date => new Date(time.now());
  const outbox = createOutbox(client, tableName, { now });
  const logged: { level: string; msg: string }[] = [];
  const log = createLog({ level: 'warn', destination: { write: (line) => void logged.push(JSON.parse(line)) } });
  const saying = new Map<unknown, string | undefined | Error>();
  const instances: Instance[] = [];
  let order = 0;

  function start(): Instance {
    let gate = Promise.resolve();
    const web = createWebClient(
      botToken,
      webClientOptions(workspace.playground.apiUrl, createLog({ level: 'silent' })),
    );
    const render = async (content: unknown) => {
      const text = saying.has(content) ? saying.get(content) : String(content);
      if (text instanceof Error) throw text;
      return text === undefined ? undefined : { text };
    };
    const adapter = createDeliveryAdapter({ client: web, render, log: createLog({ level: 'silent' }) });
    const gated = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      await gate;
      const result = await time.track(work()).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      await gate;
      if ('error' in result) throw result.error;
      return result.value;
    };
    const at = <Result>(method: PortMethod, call: () => Promise<Result>): Promise<Result> => {
      instance.at(`before ${method}`);
      return gated(async () => {
        const result = await call();
        instance.at(`after ${method}`);
        return result;
      });
    };
    const port: DeliveryPort = {
      draw: (content, entryId, sending) => at('draw', () => adapter.draw(content, entryId, sending)),
      post: (message) => at('post', () => adapter.post(message)),
      update: (message) => at('update', () => adapter.update(message)),
      remove: (message) => at('remove', () => adapter.remove(message)),
      sent: (where) => at('sent', () => adapter.sent(where)),
    };
    const own = { send: (command: never) => gated(() => client.send(command)) } as unknown as DynamoDBDocumentClient;
    const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
      await time.pause(ms, signal);
      await gate;
    };
    const delivery = createDelivery({
      client: own,
      tableName,
      port,
      outbox,
      log,
      now,
      pause,
      pollMs: 30_000,
      random: () => 0.5,
    });
    const instanceId = `instance-${instances.length}`;
    const leases = createLeases(own, tableName, { instanceId, leaseMs, log, now, monotonic: time.now, pause });
    const ending = new AbortController();
    const leading = lead(leases, 'dispatch', (held) => delivery.run(held), { signal: ending.signal, log, pause });
    const instance: Instance = {
      delivery,
      at: () => undefined,
      kill() {
        gate = new Promise(() => undefined);
      },
      stop() {
        let go: () => void = () => undefined;
        gate = new Promise((resolve) => {
          go = resolve;
        });
        return go;
      },
      async end() {
        ending.abort();
        await leading;
      },
    };
    instances.push(instance);
    return instance;
  }

  const messages = (channel: string): readonly Message[] => workspace.playground.workspace.messages(channel);
  return {
    time,
    workspace,
    outbox,
    tableName,
    logged,
    saying,
    start,
    messages,
    texts: (channel) => messages(channel).map(({ text }) => text),
    async count(partition) {
      const { Count = 0 } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition },
          ConsistentRead: true,
        }),
      );
      return Count;
    },
    post(channel, entryId, threadOf) {
      order += 1;
      const thread = threadOf === undefined ? {} : { threadOf };
      return outbox.put(
        { kind: 'post', entryId, channel, content: entryId, ...thread },
        `${now().toISOString()}#${String(order).padStart(6, '0')}`,
      );
    },
    update: (channel, of, content) => outbox.put({ kind: 'update', of, channel, content }, ''),
    async close() {
      // Those that were killed never end, and nothing waits for them.
      for (const instance of instances) instance.kill();
      await workspace.playground.close();
    },
  };
}
