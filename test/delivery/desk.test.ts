import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, TurnOver, writeInTurn } from '../../src/delivery/desk.ts';
import { createLog } from '../../src/log.ts';
import { createLeases } from '../../src/state/create-leases.ts';
import type { HeldLease } from '../../src/state/leases.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createStateTable } from './support/state-table.ts';

const log = createLog({ level: 'silent' });

let engine: TestEngine;
let tableName: string;

beforeAll(async () => {
  engine = await startTestEngine();
  tableName = await createStateTable(engine.client);
});

afterAll(() => engine.stop());

/** An instance whose clocks show what they are told to. */
function instance(instanceId: string) {
  const clock = { now: 0 };
  const leases = createLeases(engine.client, tableName, {
    instanceId,
    log,
    now: () => new Date(clock.now),
    monotonic: () => clock.now,
    pause: () => new Promise(() => undefined),
  });
  return { clock, leases };
}

const deskOf = (held: HeldLease | undefined) => ({ client: engine.client, tableName, held }) as Desk;
const putting = (sk: string) => [{ Put: { TableName: tableName, Item: { pk: 'written', sk } } }];

async function isWritten(sk: string): Promise<boolean> {
  const command = new GetCommand({ TableName: tableName, Key: { pk: 'written', sk }, ConsistentRead: true });
  return (await engine.client.send(command)).Item !== undefined;
}

describe('writeInTurn', () => {
  it('writes nothing where another instance has taken over, whatever our own clock says', async () => {
    const [first, second] = [instance('first'), instance('second')];
    const overtaken = deskOf(await first.leases.acquire('dispatch'));
    await second.leases.acquire('dispatch');
    second.clock.now += 60_000;
    const leading = deskOf(await second.leases.acquire('dispatch'));

    await expect(writeInTurn(overtaken, putting('overtaken'), 'test')).rejects.toThrow(TurnOver);
    expect(await writeInTurn(leading, putting('leading'), 'test')).toBe(true);

    expect(overtaken.held.isHeld()).toBe(true);
    expect(await isWritten('overtaken')).toBe(false);
    expect(await isWritten('leading')).toBe(true);
  });
});
