/**
 * Works on several parts at once, but on those of one key one after the other, in their order.
 *
 * Once one has failed no other is begun; those under way are waited for, and then it is thrown.
 */
export async function inOrderByKey<Part>(
  parts: readonly Part[],
  keyOf: (part: Part) => string,
  atOnce: number,
  work: (part: Part) => Promise<void>,
): Promise<void> {
  const chains = new Map<string, Part[]>();
  for (const part of parts) {
    const chain = chains.get(keyOf(part));
    if (chain === undefined) chains.set(keyOf(part), [part]);
    else chain.push(part);
  }
  const waiting = chains.values();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const chain of waiting) {
      for (const part of chain) {
        if (failure !== undefined) return;
        try {
          await work(part);
        } catch (error) {
          failure ??= { error };
        }
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failure !== undefined) throw failure.error;
}
