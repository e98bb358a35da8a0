/** Things of which there are only so many, made when they are first needed; whoever comes when all are used waits. */
export interface Pool<Thing> {
  use<Result>(work: (thing: Thing) => Promise<Result>): Promise<Result>;
  /** Waits until none is used, and gives out all of them; nothing may be asked for from then on. */
  drain(): Promise<readonly Thing[]>;
}

export function createPool<Thing>(size: number, make: () => Promise<Thing>): Pool<Thing> {
  const free: Thing[] = [];
  const waiting: (() => void)[] = [];
  let used = 0;
  let isDrained = false;
  let onIdle: (() => void) | undefined;

  async function take(): Promise<Thing> {
    // Whoever gives a thing back leaves the place to whoever has waited longest.
    if (used >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else used += 1;
    const thing = free.pop();
    if (thing !== undefined) return thing;
    return make().catch((error: unknown) => {
      give();
      throw error;
    });
  }

  function give(thing?: Thing): void {
    if (thing !== undefined) free.push(thing);
    const next = waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    used -= 1;
    if (used === 0) onIdle?.();
  }

  return {
    async use(work) {
      if (isDrained) throw new Error('nothing may be asked for any more');
      const thing = await take();
      try {
        return await work(thing);
      } finally {
        give(thing);
      }
    },
    async drain() {
      isDrained = true;
      if (used > 0) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      }
      return free.splice(0);
    },
  };
}
