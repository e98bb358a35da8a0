/** The results of the work in the order of what was given to it, so many pieces at once. */
export async function inOrder<Given, Result>(
  given: readonly Given[],
  atOnce: number,
  work: (one: Given) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = given.entries();
  const worker = async (): Promise<void> => {
    for (const [at, one] of waiting) results[at] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, given.length) }, worker));
  return results;
}
