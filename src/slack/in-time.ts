/** What a promise comes to, or `late` when it takes longer than so many milliseconds. */
export async function inTime<T>(promise: Promise<T>, withinMs: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, withinMs, 'late');
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
