/**
 * How long to wait before a retry, in milliseconds: exponential, with full jitter, so that many who were
 * turned away together do not come back together.
 *
 * @param retry 0 for the first retry
 * @param random from 0 up to, not including, 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(
  retry: number,
  { baseMs, capMs }: { readonly baseMs: number; readonly capMs: number },
  random: () => number = Math.random,
): number {
  return random() * Math.min(capMs, baseMs * 2 ** retry);
}
