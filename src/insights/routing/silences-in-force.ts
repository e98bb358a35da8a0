import type { Alert } from '../alert.ts';
import type { Silence } from '../route.ts';
import { matchesRoute } from './match-route.ts';
import type { Term } from './term.ts';

/** The silence that an alert is under for longest; undefined when it may be told. @throws {AppError} `repository.*` */
export async function silenceOf(term: Pick<Term, 'silences' | 'now'>, alert: Alert): Promise<Silence | undefined> {
  const now = term.now().toISOString();
  return (await term.silences())
    .filter((silence) => silence.until > now && matchesRoute(silence, alert))
    .toSorted((one, other) => (one.until < other.until ? 1 : -1))[0];
}
