/**
 * The pages of several sources as they come, each source one page ahead at most.
 *
 * When one fails, the failure is thrown and the others are let go; so they are when the reader stops early.
 */
export async function* mergePages<Page>(sources: readonly AsyncGenerator<Page>[]): AsyncGenerator<Page> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) {
    yield* only;
    return;
  }
  const advance = async (source: AsyncGenerator<Page>) => ({ source, result: await source.next() });
  const pending = new Map(sources.map((source) => [source, advance(source)]));
  try {
    while (pending.size > 0) {
      const { source, result } = await Promise.race(pending.values());
      if (result.done) pending.delete(source);
      else {
        pending.set(source, advance(source));
        yield result.value;
      }
    }
  } finally {
    // A page that nobody waits for any more must not become an unhandled rejection.
    for (const [source, page] of pending) {
      page.catch(() => {});
      void source.return(undefined).catch(() => {});
    }
  }
}
