import type { AlertEvent } from '../alert-facts.ts';
import type { IntakeEvent } from '../alert-intake.ts';
import { isInhibiting } from './inhibition.ts';

/**
 * The order in which events that wait together are dealt with: what holds others back before those, alerts before
 * what became of them, and of alerts the most urgent first; otherwise as they came.
 */
export function inWorkingOrder(events: readonly IntakeEvent[]): readonly IntakeEvent[] {
  return events.toSorted(
    (one, other) => rankOf(one.event) - rankOf(other.event) || urgencyOf(other.event) - urgencyOf(one.event),
  );
}

function rankOf(event: AlertEvent): number {
  if (event.kind !== 'fired') return 2;
  return isInhibiting(event.facts.predictionType) ? 0 : 1;
}

function urgencyOf(event: AlertEvent): number {
  return event.kind === 'fired' ? (event.facts.moneyAtRisk ?? 0) : 0;
}
