import { unresolvedPointers } from './alert-pointers.ts';
import { puttingPlaceTimer } from './place-alert.ts';
import { requireWritten, type Term } from './term.ts';
import { type Timer, takingTimer } from './timers.ts';

/** A transaction takes 100 writes. */
const alertsAtOnce = 90;

/** Has every alert that a silence holds back placed anew: the silence may be gone, or another one by now. */
export async function lookAgain(term: Term, timer: Timer): Promise<void> {
  await term.silences({ isFresh: true });
  const silenced = (await unresolvedPointers(term.table)).filter(({ silencedBy }) => silencedBy !== undefined);
  const placing = silenced.map(({ alertId }) => puttingPlaceTimer(term, alertId));
  for (let start = 0; start < placing.length; start += alertsAtOnce) {
    await requireWritten(term, placing.slice(start, start + alertsAtOnce), 'look at silenced alerts');
  }
  await requireWritten(term, [takingTimer(term.table.tableName, timer.key)], 'take timer');
}
