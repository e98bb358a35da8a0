export interface RateLimit {
  /** Whether this one may go ahead now; if so, it counts. */
  take(id: string): boolean;
}

interface RateLimitOptions {
  readonly perMinute: number;
  /** Of how many ids the pace is kept; beyond it the one that was quiet longest is forgotten. */
  readonly remembered?: number;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** A pace for each id: a minute's worth at once, then as it comes back, evenly. */
export function createRateLimit({ perMinute, remembered = 10_000, now }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(id) {
      const at = now();
      const before = buckets.get(id) ?? { tokens: perMinute, at };
      const tokens = Math.min(perMinute, before.tokens + ((at - before.at) * perMinute) / 60_000);
      const allowed = tokens >= 1;
      // Put back at the end, so that the first is always the one that was quiet longest.
      buckets.delete(id);
      buckets.set(id, { tokens: allowed ? tokens - 1 : tokens, at });
      const [quietest] = buckets.keys();
      if (buckets.size > remembered && quietest !== undefined) buckets.delete(quietest);
      return allowed;
    },
  };
}
