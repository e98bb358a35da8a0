import { setTimeout as delay } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { type Mark, markedMetric, type WriteResult, type WriteTask } from './marked-changes.ts';
import { serveParent } from './run-child.ts';

/** One change in so many is marked: each marked agent has time to be seen before it is changed again. */
const changesPerMark = 25;
const mostAtOnce = 32;
const tickMs = 5;

/** Writes changes at a steady rate, or as fast as the table takes them, and tells of each marked one. */
async function writeChanges(task: WriteTask, tell: (mark: Mark) => void): Promise<WriteResult> {
  const client = createDocumentClient({ region: task.region, endpoint: task.endpoint });
  const [prefix] = agents.attributes.id.prefixes;
  const began = performance.now();
  const running = new Set<Promise<void>>();
  let sent = 0;
  let failed = 0;

  async function change(ordinal: number): Promise<void> {
    const isMarked = ordinal % changesPerMark === 0;
    const number = isMarked
      ? 1 + ((ordinal / changesPerMark) % task.marked)
      : task.marked + 1 + Math.floor(Math.random() * (task.agents - task.marked));
    const id = `${prefix}${number}`;
    const value = isMarked ? 1_000_000 + ordinal : Math.floor(Math.random() * 900_000);
    const request = {
      TableName: agents.table.name,
      Key: { id },
      UpdateExpression: 'SET #metric = :value',
      ExpressionAttributeNames: { '#metric': markedMetric },
      ExpressionAttributeValues: { ':value': value },
    };
    await client.send(new UpdateCommand(request));
    if (isMarked) tell({ id, value, at: performance.timeOrigin + performance.now() });
  }

  const elapsed = (): number => (performance.now() - began) / 1000;
  while (elapsed() < task.seconds) {
    const due = Math.floor(elapsed() * task.changesPerSecond);
    for (; sent < due && running.size < mostAtOnce; sent += 1) {
      const write: Promise<void> = change(sent)
        .catch(() => {
          failed += 1;
        })
        .finally(() => running.delete(write));
      running.add(write);
    }
    await delay(tickMs);
  }
  await Promise.all(running);
  client.destroy();
  return { written: sent - failed, failed, seconds: elapsed() };
}

await serveParent(writeChanges);
