import type { ProposedChange } from '../../answers/answer.ts';
import { formatValue } from '../../catalog/derive/format.ts';

/** A change as people read it: `Churn risk: 62 → 72`. */
export function changeWords({ label, unit, from, to }: ProposedChange): string {
  return `${label}: ${formatValue(from, unit)} → ${formatValue(to, unit)}`;
}
