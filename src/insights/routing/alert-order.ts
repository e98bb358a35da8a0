import type { Alert } from '../alert.ts';

/** The order in which alerts are told: by revenue at risk, then by risk score, highest first. */
export function byUrgency(one: Alert, other: Alert): number {
  return (
    (other.now.moneyAtRisk ?? 0) - (one.now.moneyAtRisk ?? 0) ||
    other.now.riskScore - one.now.riskScore ||
    (one.facts.alertId < other.facts.alertId ? -1 : 1)
  );
}
