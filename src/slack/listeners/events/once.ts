/** How long Slack may send an event again: its retries come within five minutes, with room to spare. */
const rememberedMs = 20 * 60_000;
const mostRemembered = 10_000;

/** Says of each id whether it is seen for the first time, as far as this process can tell. */
export function createOnce(now: () => number = Date.now): (id: string | undefined) => boolean {
  const seen = new Map<string, number>();
  return (id) => {
    if (id === undefined) return true;
    for (const [oldest, at] of seen) {
      if (at > now() - rememberedMs && seen.size < mostRemembered) break;
      seen.delete(oldest);
    }
    if (seen.has(id)) return false;
    seen.set(id, now());
    return true;
  };
}
