import type { ReadPage, Repository } from '../../../src/storage/repository.ts';

/** What was read of a table. */
export interface ReadCount {
  readonly items: number;
  readonly readUnits: number;
}

export interface CountedRepository {
  readonly repository: Repository;
  /** What was read since this was last asked. */
  take(): ReadCount;
}

/** The same repository, which counts what the reads of many take. */
export function countReads(repository: Repository): CountedRepository {
  let items = 0;
  let readUnits = 0;
  const counted = (page: ReadPage): ReadPage => {
    items += page.items.length;
    readUnits += page.readUnits;
    return page;
  };
  return {
    repository: {
      ...repository,
      async *readAll(options) {
        for await (const page of repository.readAll(options)) yield counted(page);
      },
      readSegment: async (...request) => counted(await repository.readSegment(...request)),
      readIndex: async (...request) => counted(await repository.readIndex(...request)),
    },
    take() {
      const taken = { items, readUnits };
      items = 0;
      readUnits = 0;
      return taken;
    },
  };
}
