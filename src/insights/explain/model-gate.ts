export interface ModelGateOptions {
  readonly atOnce: number;
  /** Where more than these wait already, nobody joins them. */
  readonly waiting: number;
  /** How many are let through within `perMs` at most. */
  readonly most: number;
  readonly perMs: number;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
}

/**
 * The limits of a storm: a thousand alerts in a minute must not queue before a model that takes seconds for each.
 * Eight in ten seconds are more than people read.
 */
const usual: ModelGateOptions = {
  atOnce: 4,
  waiting: 12,
  most: 8,
  perMs: 10_000,
  now: () => performance.now(),
};

/** Lets some work through, a few at once, and turns the rest away at once. */
export function createModelGate(options: Partial<ModelGateOptions> = {}) {
  const { atOnce, waiting, most, perMs, now } = { ...usual, ...options };
  const queue: (() => void)[] = [];
  let admitted: readonly number[] = [];
  let running = 0;

  return {
    /** The work's result; undefined where it was turned away. */
    async run<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
      const time = now();
      admitted = admitted.filter((at) => time - at < perMs);
      if (admitted.length >= most || queue.length >= waiting) return undefined;
      admitted = [...admitted, time];
      if (running >= atOnce) await new Promise<void>((go) => queue.push(go));
      else running += 1;
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
