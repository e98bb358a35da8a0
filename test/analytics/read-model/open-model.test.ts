import { mkdtemp, open as openFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelShape } from '../../../src/analytics/read-model/model-shape.ts';
import { openModel } from '../../../src/analytics/read-model/open-model.ts';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { createLog } from '../../../src/log.ts';
import { agentItem } from '../../support/agent-items.ts';

const streamArn = 'arn:of:a:stream';
const hourMs = 3_600_000;
let directory: string;
let files = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitals-model-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A file whose build was filled, and left at that. */
async function leftBehind(members: number) {
  files += 1;
  let time = Date.parse('2026-03-01T10:00:00Z');
  const path = join(directory, `${files}.duckdb`);
  const open = () =>
    openModel({
      path,
      memoryMegabytes: 128,
      shape: modelShape(agents),
      table: 'local/Agents',
      log: createLog({ level: 'silent' }),
      now: () => time,
    });
  const model = await open();
  const build = await model.begin(streamArn);
  await build.checkpoints.beginStream();
  // No two alike in a column, so that it takes more than one block of the file.
  await build.fill(
    Array.from({ length: members }, (_, at) => agentItem(at, { revenue: Math.sqrt(at), name: `${at}` })),
  );
  await build.finishFilling(time);
  await build.checkpoints.write('shard-1', { state: 'reading', after: '6' });
  return {
    path,
    open,
    model,
    build,
    pass: (hours: number) => {
      time += hours * hourMs;
    },
  };
}

describe('openModel', () => {
  it('goes on with a build that was filled, and not with that of another stream', async () => {
    const { open, model } = await leftBehind(3);
    await model.file.close();

    const again = await open();
    const resumed = await again.resume(streamArn);
    const count = await resumed?.read(0, (snapshot) =>
      snapshot.query(`SELECT count(*) AS members FROM ${snapshot.members}`),
    );
    const other = await again.resume('arn:of:another:stream');
    await again.file.close();

    expect({ count, other }).toEqual({ count: [{ members: 3n }], other: undefined });
  });

  it.each([
    [19, true],
    [21, false],
  ])('takes a build up again that was left %i hours ago: %s', async (hours, isTakenUp) => {
    const { open, model, build, pass } = await leftBehind(3);
    pass(30);
    await build.checkpoints.write('shard-1', { state: 'reading', after: '7' });
    await model.file.close();

    pass(hours);
    const again = await open();
    const resumed = await again.resume(streamArn);
    await again.file.close();

    expect(resumed !== undefined).toBe(isTakenUp);
  });

  it.each([
    ['goes on with a build whose shard was empty', { state: 'reading' } as const, true],
    ['does not go on with a build that has no place in a shard', { state: 'finished' } as const, false],
  ])('%s', async (_what, position, isTakenUp) => {
    const { open, model, build } = await leftBehind(3);
    await build.checkpoints.write('shard-1', position);
    await model.file.close();

    const again = await open();
    const resumed = await again.resume(streamArn);
    await again.file.close();

    expect(resumed !== undefined).toBe(isTakenUp);
  });

  it('takes a build up again that has not moved for long, but was known to hold everything not long ago', async () => {
    const { open, model, build, pass } = await leftBehind(3);
    const movedAt = Date.parse('2026-03-01T10:00:00Z');
    pass(50);
    await build.noteCurrent(movedAt + 40 * hourMs);
    await model.file.close();

    const again = await open();
    const resumed = await again.resume(streamArn);
    await again.file.close();

    expect(resumed).toBeDefined();
  });

  it.each([
    ['of which a part was overwritten', (path: string) => overwriteBlock(path, 2)],
    ['whose end is missing', async (path: string) => truncate(path, (await stat(path)).size - 100_000)],
  ])('finds the damage of a file that could be opened, %s', async (_what, damage) => {
    const { path, open, model } = await leftBehind(20_000);
    await model.file.close();
    await damage(path);

    const again = await open();
    const resuming = again.resume(streamArn);

    await expect(resuming).rejects.toMatchObject({ code: 'repository.unavailable', details: { broken: true } });
    await again.file.close();
  });

  it('lets nobody else have the file, and opens it once it is let go', async () => {
    const { open, model } = await leftBehind(1);

    await expect(open()).rejects.toMatchObject({ details: { reason: 'locked' } });
    await model.file.close();
    const again = await open();
    await again.file.close();
  });
});

/** @see https://duckdb.org/docs/stable/internals/storage: three headers of 4 KB, then blocks of 256 KB */
async function overwriteBlock(path: string, block: number): Promise<void> {
  const size = 256 * 1_024;
  const file = await openFile(path, 'r+');
  await file.write(Buffer.alloc(size, 0x5a), 0, size, 3 * 4_096 + block * size);
  await file.close();
}
