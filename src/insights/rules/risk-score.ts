import { figureOf, type MemberState, moveOf } from './member-state.ts';
import type { Rule } from './rule.ts';

/** How bad it is, 0 to 100, whole. A figure that is not known adds nothing; a worse one never gives less. */
export function riskScore({ risk }: Rule, state: MemberState): number {
  const points = risk.parts.map(({ metric, movedWithinDays, from, to, points }) => {
    const figure = movedWithinDays === undefined ? figureOf(state, metric) : moveOf(state, metric, movedWithinDays);
    return figure === undefined ? 0 : points * Math.min(1, Math.max(0, (figure - from) / (to - from)));
  });
  const sum = points.reduce((total, each) => total + each, risk.base);
  return Math.min(100, Math.max(0, Math.round(sum)));
}
