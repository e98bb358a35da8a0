import { freePort, startAndWait } from '../app-process.ts';
import { median } from '../percentiles.ts';
import { type RowNotes, rowOf } from '../rows.ts';

/** `npm start` in a clone with nothing built and no data. Then three times more. */
export async function measureStarts(clone: string, { note }: RowNotes): Promise<void> {
  const start = async (): Promise<number> => {
    const port = await freePort();
    const started = await startAndWait(['npm', 'start'], {
      cwd: clone,
      env: { PORT: String(port), LOG_LEVEL: 'silent' },
      url: `http://127.0.0.1:${port}/`,
    });
    await started.stop();
    return started.readyMs / 1000;
  };
  note(rowOf('first start to a served page', await start(), 's', ['at most', 4]));
  const later = [await start(), await start(), await start()];
  note(rowOf('later start to a served page', median(later), 's', ['at most', 2]));
}
