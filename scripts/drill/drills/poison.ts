import { setTimeout as delay } from 'node:timers/promises';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { stateTable } from '../../../src/state/state-table.ts';
import { repeatsLeft, saidOnce } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { onStage, type Stage } from '../stage.ts';
import { blow, settled } from '../storm.ts';

const sizes = {
  full: { members: 1_000, overMs: 20_000, groupIntervalMs: 10_000, withinMs: 60_000 },
  small: { members: 60, overMs: 4_000, groupIntervalMs: 4_000, withinMs: 35_000 },
} as const;

/**
 * A key of DynamoDB holds 2,048 bytes. This one fits its own table, but not `insight#…`: what is noticed about it can
 * never be stored.
 */
const unstorableId = `agent-${'x'.repeat(2_036)}`;

/** One change in the middle of the others can never be dealt with. */
export const poison: Drill = {
  what: 'one record that can never be dealt with, among many',
  async run({ full, say }) {
    const size = full ? sizes.full : sizes.small;
    return onStage(
      {
        ...size,
        channels: 5,
        poisoned: { index: Math.floor(size.members / 2), id: unstorableId },
      },
      async (stage) => {
        await stage.start('app');
        await delay(3_000);
        const { began, names } = await blow(stage, size.overMs, say);
        const sound = names.filter((_, index) => stage.cast[index]?.id !== unstorableId);
        await settled(stage, sound, { withinMs: size.withinMs, quietMs: 3_000 });
        const { ledger } = stage;
        const last = Math.max(...ledger.sendings().map(({ at }) => at));
        const dead = await deadLetters(stage);
        return [
          ...saidOnce(ledger.standing(), sound),
          {
            what: `the other ${sound.length} posted after`,
            found: `${((last - began) / 1000).toFixed(1)} s`,
            wanted: `${size.withinMs / 1000} s`,
            met: last - began <= size.withinMs,
          },
          repeatsLeft(ledger.standing()),
          { what: 'dead letters', found: String(dead), wanted: '1', met: dead === 1 },
        ];
      },
    );
  },
};

async function deadLetters({ client }: Stage): Promise<number> {
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: stateTable.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'dead#rules' },
      Select: 'COUNT',
    }),
  );
  return Count;
}
