/** What an iterable yields, that many at a time; the last chunk may be shorter. */
export function* inChunks<Item>(items: Iterable<Item>, size: number): Generator<Item[], void> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
