import type { Alert } from '../alert.ts';
import type { Silence } from '../route.ts';
import { matchesRoute } from './match-route.ts';
import type { StoredAlert } from './stored-alert.ts';
import type { Term } from './term.ts';

/** The silence that an alert is under for longest; undefined when it may be told. @throws {AppError} `repository.*` */
export async function silenceOf(term: Pick<Term, 'silences' | 'now'>, alert: Alert): Promise<Silence | undefined> {
  const now = term.now().toISOString();
  return (await term.silences())
    .filter((silence) => silence.until > now && matchesRoute(silence, alert))
    .toSorted((one, other) => (one.until < other.until ? 1 : -1))[0];
}

/** A silence can be removed before it is over. */
const longestRestMs = 600_000;

interface BySilence {
  /** Those that may be told. */
  readonly open: readonly StoredAlert[];
  readonly silenced: readonly StoredAlert[];
  /** When it is to be looked whether those may be told, as an ISO time. */
  readonly lookAt: string;
}

/** Alerts that were told, by whether they may be told again now. @throws {AppError} `repository.*` */
export async function bySilence(
  term: Pick<Term, 'silences' | 'now'>,
  alerts: readonly StoredAlert[],
): Promise<BySilence> {
  const open: StoredAlert[] = [];
  const silenced: StoredAlert[] = [];
  let lookMs = term.now().getTime() + longestRestMs;
  for (const stored of alerts) {
    const silence = await silenceOf(term, stored.alert);
    (silence === undefined ? open : silenced).push(stored);
    if (silence !== undefined) lookMs = Math.min(lookMs, Date.parse(silence.until));
  }
  return { open, silenced, lookAt: new Date(lookMs).toISOString() };
}
