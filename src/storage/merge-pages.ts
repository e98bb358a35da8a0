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
  const advance = (source: AsyncGenerator<Page>) => {
    const page = source.next().then((result) => ({ source, result }));
    // Its failure is thrown below; while a page is dealt with, nobody waits for it.
    page.catch(() => {});
    return page;
  };
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
    for (const source of pending.keys()) void source.return(undefined).catch(() => {});
  }
}
