import { describe, expect, it } from 'vitest';
import { confirmObstacle, proposedBy } from '../../src/slack/proposal.ts';

const now = Date.UTC(2026, 2, 1, 12);
const minutes = (count: number): number => count * 60_000;

describe('a proposed change', () => {
  it.each([0, minutes(5)])('can be confirmed by whoever proposed it, %i ms later', (later) => {
    expect(confirmObstacle(proposedBy('U1', now), 'U1', now + later)).toBeUndefined();
  });

  it('cannot be confirmed after five minutes', () => {
    expect(confirmObstacle(proposedBy('U1', now), 'U1', now + minutes(5) + 1)).toMatch(/within five minutes/);
  });

  it('cannot be confirmed by anybody else, in time or not', () => {
    const proposer = proposedBy('U1', now);

    for (const later of [0, minutes(60)]) {
      expect(confirmObstacle(proposer, 'U2', now + later)).toMatch(/Only the person who asked/);
    }
  });
});
