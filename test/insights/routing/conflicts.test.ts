import { expect, it, vi } from 'vitest';
import { createDelivery } from '../../../src/delivery/create-delivery.ts';
import type { DeliveryPort, Sent } from '../../../src/delivery/delivery-port.ts';
import type { OutboundContent } from '../../../src/insights/outbound-content.ts';
import { createRouter } from '../../../src/insights/routing/create-router.ts';
import { createLog } from '../../../src/log.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { proxiedEngine } from '../../support/proxied-engine.ts';
import { routeOf } from './support/facts.ts';
import { openStage } from './support/stage.ts';

const { engine, proxy } = proxiedEngine();
const log = createLog({ level: 'silent' });

/** A Slack that takes everything, and the contents in the order in which it took them. */
function takingPort(): DeliveryPort & { readonly taken: OutboundContent[] } {
  const taken: OutboundContent[] = [];
  const sent: Sent[] = [];
  return {
    taken,
    draw: async (content) => content as OutboundContent,
    async post({ channel, entryId, drawn }) {
      taken.push(drawn as OutboundContent);
      sent.push({ ts: `${sent.length + 1}.000000`, channel, entryId });
      return sent.at(-1) as Sent;
    },
    update: async () => 'updated',
    remove: async () => undefined,
    sent: async () => sent,
  };
}

it('loses nothing and says nothing twice while other transactions are at the same items', async () => {
  const routes = ['C0ONE', 'C0TWO', 'C0THREE'].map((channel) =>
    routeOf({ routeId: channel, channel, groupBy: [], groupIntervalMs: 100 }),
  );
  const stage = await openStage(engine.client, []);
  const { tableName, outbox } = stage;
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
  const held = await createLeases(client, tableName, { instanceId: 'under-test', log }).acquire('dispatch');
  if (held === undefined) throw new Error('nobody else leads');
  let conflicts = 0;
  proxy.inject(({ operation, ordinal }) => {
    if (operation !== 'TransactWriteItems' || ordinal % 3 !== 0) return undefined;
    conflicts += 1;
    return { kind: 'conflict' };
  });
  const shared = { client, tableName, outbox, log };
  const router = createRouter({ ...shared, routes: async () => routes, settings: { settleMs: 0, pollMs: 20 } });
  const port = takingPort();
  const delivery = createDelivery({ ...shared, port, pace: { perChannelMs: 1 }, pollMs: 20 });
  const running = [router.run(held), delivery.run(held)];

  const ids = await stage.fire(...Array.from({ length: 12 }, (_, index) => `agent-${index}`));
  const told = async (): Promise<readonly string[]> => {
    const lines = port.taken.map(async (content) => {
      if (content.kind === 'members') return content.alertIds;
      return content.kind === 'group' ? [(await stage.desk.group(content.groupId))?.group.leadId ?? ''] : [];
    });
    return (await Promise.all(lines)).flat();
  };
  await vi.waitFor(async () => expect((await told()).length).toBeGreaterThanOrEqual(3 * 12), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await stage.items('outbox')).toEqual([]), { timeout: 20_000 });
  await held.release();
  await Promise.all(running);

  expect(conflicts).toBeGreaterThan(10);
  expect((await told()).toSorted()).toEqual([...ids, ...ids, ...ids].toSorted());
  client.destroy();
});
