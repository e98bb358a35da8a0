/** Work that must be finished before the process may end. */
export interface InFlight {
  /** Runs the work, and counts it until it settles. */
  track<T>(work: () => Promise<T>): Promise<T>;
  /** How much has been begun so far. */
  begun(): number;
  /** Settles when nothing is left, or when the time is over; returns how much is left. */
  drained(withinMs: number): Promise<number>;
}

/** Bolt's own `stop()` waits for nobody, so that a shutdown would cut answers off. */
export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  let count = 0;
  return {
    begun: () => count,
    track(work) {
      count += 1;
      const promise = work();
      const settled = promise.then(
        () => undefined,
        () => undefined,
      );
      running.add(settled);
      void settled.then(() => running.delete(settled));
      return promise;
    },
    async drained(withinMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, withinMs);
      });
      // What runs may start more, so that one look is not enough.
      const idle = (async () => {
        while (running.size > 0) await Promise.all(running);
      })();
      await Promise.race([idle, late]);
      clearTimeout(timer);
      return running.size;
    },
  };
}
