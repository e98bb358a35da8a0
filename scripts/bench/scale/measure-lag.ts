import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Analytics } from '../../../src/analytics/analytics.ts';
import { agents as dataset } from '../../../src/catalog/datasets/agents.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { type OpenAnalytics, openAnalytics } from '../../../src/open-read-models.ts';
import { spreadOf } from '../percentiles.ts';
import { formatNumber, type RowNotes, rowOf } from '../rows.ts';
import type { RunLengths } from './bench-run.ts';
import { type BenchTable, storageIn } from './bench-table.ts';
import { type Mark, markedMetric, type WriteResult, type WriteTask } from './marked-changes.ts';
import { runChild } from './run-child.ts';
import { lagTarget } from './targets.ts';

const writer = new URL('./change-writer.ts', import.meta.url);

const changesPerSecond = 500;
const marked = 40;
const pollMs = 20;
const longestWaitMs = 60_000;

interface LagParts {
  readonly work: string;
  readonly dataDirectory: string;
  readonly agents: number;
  readonly table: BenchTable;
  readonly lengths: RunLengths;
  readonly notes: RowNotes;
}

/** From a write's acknowledgement to an answer that shows it, while the table changes all the time. */
export async function measureLag({ work, dataDirectory, agents, table, lengths, notes }: LagParts): Promise<void> {
  const { storage, repository } = table;
  const { connection, client } = storage;
  const { readModel } = readConfig({ READ_MODEL: 'on' });
  if (readModel === undefined) throw new Error('there is no read model to be measured');
  const open = await openAnalytics(
    { repository, client, region: connection.region },
    {
      config: {
        storage: storageIn(dataDirectory),
        readModel: { ...readModel, directory: join(work, `followed-${agents}`) },
      },
      storage,
      log: createLog({ level: 'silent' }),
    },
  );
  open.start();
  try {
    await untilReady(open);
    const task: WriteTask = {
      endpoint: connection.endpoint ?? '',
      region: connection.region,
      agents,
      marked,
      changesPerSecond,
      seconds: lengths.lagSeconds,
    };
    const watch = watchMarks(open.analytics);
    const written = await runChild<WriteTask, Mark, WriteResult>(writer, task, watch.expect).catch(
      async (error: unknown) => {
        await watch.finish(0);
        throw error;
      },
    );
    const seen = await watch.finish(longestWaitMs);
    noteLag(written, seen, notes);
  } finally {
    await open.stop();
  }
}

async function untilReady(open: OpenAnalytics): Promise<void> {
  const began = performance.now();
  while (open.status().state !== 'ready') {
    if (performance.now() - began > 10 * 60_000) throw new Error('the read model is not ready after ten minutes');
    await delay(pollMs);
  }
}

interface Seen {
  /** In seconds. */
  readonly lags: readonly number[];
  /** Marks that no answer has shown. */
  readonly unseen: number;
  /** Answers that came from the record, since the read model was too far behind. */
  readonly standIns: number;
}

/** Asks again and again for the marked agents, and notes when an answer first shows what was written. */
function watchMarks(analytics: Analytics) {
  const waiting = new Map<string, Mark[]>();
  const lags: number[] = [];
  let standIns = 0;
  let finishBy = Number.POSITIVE_INFINITY;
  const ids = Array.from({ length: marked }, (_, ordinal) => `${dataset.attributes.id.prefixes[0]}${ordinal + 1}`);

  async function look(): Promise<void> {
    const { ranked, cost } = await analytics.run({
      filters: [{ field: 'id', op: 'in', values: ids }],
      metrics: [],
      fleet: false,
      rank: { metric: markedMetric, order: 'highest', offset: 0, limit: marked, show: [] },
    });
    const now = performance.timeOrigin + performance.now();
    if (cost.standIn !== undefined) standIns += 1;
    for (const { id, value } of ranked) {
      const marks = waiting.get(id) ?? [];
      // A later change of the same agent may hide an earlier one: both are there then.
      for (const mark of marks) if (mark.value <= value) lags.push((now - mark.at) / 1000);
      waiting.set(
        id,
        marks.filter((mark) => mark.value > value),
      );
    }
  }

  const unseen = (): number => [...waiting.values()].reduce((sum, marks) => sum + marks.length, 0);
  const watching = (async () => {
    while (performance.now() < finishBy) {
      await look();
      if (Number.isFinite(finishBy) && unseen() === 0) return;
      await delay(pollMs);
    }
  })();
  return {
    expect: (mark: Mark): void => {
      waiting.set(mark.id, [...(waiting.get(mark.id) ?? []), mark]);
    },
    finish: async (withinMs: number): Promise<Seen> => {
      finishBy = performance.now() + withinMs;
      await watching;
      return { lags, unseen: unseen(), standIns };
    },
  };
}

function noteLag(
  { written, failed, seconds }: WriteResult,
  { lags, unseen, standIns }: Seen,
  { note }: RowNotes,
): void {
  // Where nothing was seen nothing was reached.
  const { p50, p95, max } = spreadOf(lags.length === 0 ? [Number.NaN] : lags);
  const rate = written / seconds;
  note(rowOf(`changes that the engine took, of ${changesPerSecond} a second`, rate, 'a second'));
  note(rowOf('lag of the read model under those, p50', p50, 's'));
  note(rowOf('  p95', p95, 's', lagTarget));
  note(rowOf('  longest', max, 's'));
  const told = `${formatNumber(lags.length)} seen over ${formatNumber(seconds)} s`;
  note({
    figure: '  marked changes',
    measured: [told, ...(standIns > 0 ? [`${standIns} answers from the record`] : [])].join(', '),
    target: '',
    met: true,
  });
  if (unseen + failed > 0) note(rowOf('  changes that failed or were never seen', unseen + failed, '', ['at most', 0]));
}
