/** Makes changes as fast as the database takes them, up to a number that may be raised. */
export interface Writer {
  /** Lets it make that many in all. */
  allow(count: number): void;
  made(): number;
  /** Waits until as many are made as are allowed. */
  idle(): Promise<void>;
  /** Changes a second, over the time that it was busy. */
  rate(): number;
}

const hands = 8;

export function createWriter(change: () => Promise<void>): Writer {
  let allowed = 0;
  let begun = 0;
  let made = 0;
  let busyMs = 0;
  let working: Promise<void> | undefined;

  async function hand(): Promise<void> {
    while (begun < allowed) {
      begun += 1;
      await change();
      made += 1;
    }
  }

  async function work(): Promise<void> {
    const began = performance.now();
    while (begun < allowed) await Promise.all(Array.from({ length: hands }, hand));
    busyMs += performance.now() - began;
    working = undefined;
  }

  return {
    allow(count) {
      allowed = count;
      working ??= work();
    },
    made: () => made,
    async idle() {
      await working;
    },
    rate: () => (busyMs === 0 ? 0 : (made / busyMs) * 1_000),
  };
}
