/** What came of work with a time limit. */
export type Timely<Result> = { readonly inTime: true; readonly result: Result } | { readonly inTime: false };

/**
 * Runs work that is told to stop when its time is up, and waits no longer than that.
 *
 * Not even for work that does not listen to the signal, such as a search for credentials.
 */
export async function withDeadline<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Timely<Result>> {
  const control = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<Timely<Result>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ inTime: false });
      control.abort();
    }, milliseconds);
  });
  try {
    const done = work(control.signal).then((result): Timely<Result> => ({ inTime: true, result }));
    return await Promise.race([done, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
