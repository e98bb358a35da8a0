import type { ReadPage, Repository } from '../../storage/repository.ts';
import type { ModelBuild } from './model-build.ts';
import type { ModelShape } from './model-shape.ts';

export interface FillOptions {
  readonly repository: Pick<Repository, 'readAll'>;
  readonly shape: ModelShape;
  readonly build: ModelBuild;
  /** Parts of the table that are read at once. */
  readonly parallel: number;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told how many were added so far. */
  readonly onProgress: (filled: number) => void;
}

/** Members a page: few enough for the database to serve others in between, and for this process to answer. */
const pageSize = 1_000;

/**
 * Fills a build with everyone in the table, page after page, while the stream is applied to it.
 *
 * Reading must not begin before the stream is followed: what changes meanwhile comes from there.
 *
 * @returns how many were added
 * @throws {AppError} `repository.*` when the table cannot be read to its end, or the file not be written
 */
export async function fillBuild({ repository, shape, build, onProgress, ...options }: FillOptions): Promise<number> {
  const { parallel, signal, now } = options;
  const attributes = shape.columns.map(({ name }) => name);
  let filled = 0;
  // A page that lies behind would hold less than was made before the stream is followed, and nobody would tell of it.
  for await (const page of ahead(repository.readAll({ attributes, pageSize, parallel, consistent: true, signal }))) {
    signal.throwIfAborted();
    filled += await build.fill(page.items, page.keys);
    onProgress(filled);
  }
  await build.finishFilling(now());
  return filled;
}

/** The same pages; the next one is on its way while one is dealt with. */
async function* ahead(pages: AsyncIterable<ReadPage>): AsyncGenerator<ReadPage> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    while (true) {
      const { done, value } = await next;
      if (done === true) return;
      next = iterator.next();
      // Its failure is met above; until then nobody may hear of it.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    // Those who read are let go, without waiting for the page that is on its way.
    iterator.return?.().catch(() => undefined);
  }
}
