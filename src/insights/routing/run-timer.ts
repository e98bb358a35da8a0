import { endSnooze, remindOfAlert } from './end-snooze.ts';
import { escalateAlerts } from './escalate-alerts.ts';
import { flushGroup } from './flush-group.ts';
import { lookAgain } from './look-again.ts';
import { markLater } from './mark-groups.ts';
import { placeLater } from './place-later.ts';
import { repeatAlerts } from './repeat-alerts.ts';
import { settleOutcome } from './settle-outcome.ts';
import type { Term } from './term.ts';
import type { Timer } from './timers.ts';
import { updateGroup } from './update-group.ts';

/** Does what a timer is for, and takes it out. */
export function runTimer(term: Term, timer: Timer): Promise<void> {
  const { task } = timer;
  switch (task.kind) {
    case 'groupFlush':
      return flushGroup(term, timer, task);
    case 'groupUpdate':
      return updateGroup(term, timer, task);
    case 'repeat':
      return repeatAlerts(term, timer, task);
    case 'escalate':
      return escalateAlerts(term, timer, task);
    case 'snoozeEnd':
      return endSnooze(term, timer, task);
    case 'remind':
      return remindOfAlert(term, timer, task);
    case 'place':
      return placeLater(term, timer, task);
    case 'outcome':
      return settleOutcome(term, timer, task);
    case 'mark':
      return markLater(term, timer, task);
    case 'silences':
      return lookAgain(term, timer);
  }
}
