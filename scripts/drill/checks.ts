import type { Ledger, Sending, Standing } from './ledger.ts';

/** One thing that a drill found, beside what is wanted. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  readonly wanted: string;
  readonly met: boolean;
}

/** On how many messages each subject stands. `nameOf` is a text that no other subject's line holds. */
export function linesOf(standing: readonly Standing[], names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name) => [name, standing.filter(({ text }) => text.includes(name)).length]));
}

/** Every subject is on one message: none lost, none said twice. */
export function saidOnce(standing: readonly Standing[], names: readonly string[]): readonly Finding[] {
  const lines = [...linesOf(standing, names).values()];
  const lost = lines.filter((count) => count === 0).length;
  const repeated = lines.filter((count) => count > 1).length;
  return [
    { what: `insights on no message, of ${names.length}`, found: String(lost), wanted: '0', met: lost === 0 },
    { what: 'insights on more than one', found: String(repeated), wanted: '0', met: repeated === 0 },
  ];
}

/** Messages that say that they are the same one. */
export function repeatsLeft(standing: readonly Standing[]): Finding {
  const ids = standing.flatMap(({ entryId }) => (entryId === undefined ? [] : [entryId]));
  const repeats = ids.length - new Set(ids).size;
  return { what: 'repeated messages left', found: String(repeats), wanted: '0', met: repeats === 0 };
}

const counted = (sendings: readonly Sending[]): readonly Sending[] => sendings.filter(({ kind }) => kind !== 'delete');

/** Posts and updates a channel: the most that one channel got. */
export function postsPerChannel(sendings: readonly Sending[], atMost: number): Finding {
  const most = Math.max(0, ...[...byChannel(counted(sendings)).values()].map(({ length }) => length));
  return {
    what: 'posts and updates in the busiest channel',
    found: String(most),
    wanted: `at most ${atMost}`,
    met: most <= atMost,
  };
}

/** Timers and sockets of this very process come late and early by some milliseconds. */
const jitterMs = 50;

/** The least time between two messages of one channel, as Slack's side saw them. */
export function paceKept(sendings: readonly Sending[]): Finding {
  let least = Number.POSITIVE_INFINITY;
  for (const list of byChannel(counted(sendings)).values()) {
    for (const [index, { at }] of list.entries()) {
      const before = list[index - 1];
      if (before !== undefined) least = Math.min(least, at - before.at);
    }
  }
  return {
    what: 'least time between two messages of a channel',
    found: least === Number.POSITIVE_INFINITY ? 'one message at most' : `${Math.round(least)} ms`,
    wanted: `1,000 ms (${jitterMs} ms of jitter allowed)`,
    met: least >= 1000 - jitterMs,
  };
}

/** When the last message went out. */
export function allOutWithin(sendings: readonly Sending[], began: number, seconds: number): Finding {
  const last = Math.max(began, ...counted(sendings).map(({ at }) => at));
  const took = (last - began) / 1000;
  return { what: 'all out after', found: `${took.toFixed(1)} s`, wanted: `${seconds} s`, met: took <= seconds };
}

/** Thread posts stand in the order in which they were put in: their parents before them, and Slack's times growing. */
export function threadsHangTogether(standing: readonly Standing[]): Finding {
  const there = new Set(standing.map(({ channel, ts }) => `${channel} ${ts}`));
  const orphans = standing.filter(
    ({ channel, threadTs }) => threadTs !== undefined && !there.has(`${channel} ${threadTs}`),
  );
  return {
    what: 'thread posts without their parent',
    found: String(orphans.length),
    wanted: '0',
    met: orphans.length === 0,
  };
}

export function byChannel<Item extends { readonly channel: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(item.channel, [...(groups.get(item.channel) ?? []), item]);
  return groups;
}

/** What must hold whatever went wrong: each insight on one message, nothing twice, threads whole, the pace kept. */
export function soundMessages(
  ledger: Pick<Ledger, 'sendings' | 'standing'>,
  names: readonly string[],
): readonly Finding[] {
  const standing = ledger.standing();
  return [
    ...saidOnce(standing, names),
    repeatsLeft(standing),
    threadsHangTogether(standing),
    paceKept(ledger.sendings()),
  ];
}
