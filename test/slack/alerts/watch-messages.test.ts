import { describe, expect, it } from 'vitest';
import type { Silence } from '../../../src/insights/route.ts';
import { validateBlocks } from '../../../src/playground/blocks/validate-blocks.ts';
import { newWatch } from '../../../src/slack/alerts/watch-choice.ts';
import { buildWatchList } from '../../../src/slack/alerts/watch-messages.ts';

const now = new Date('2026-01-05T10:00:00Z');
const timing = { groupBy: [], groupWaitMs: 0, groupIntervalMs: 1000, repeatIntervalMs: 60_000 };
const segments = { experienceLevel: ['rookie', 'veteran', 'established'], geography: ['urban', 'suburban', 'rural'] };

function watches(count: number) {
  return Array.from({ length: count }, (_, index) =>
    newWatch({
      routeId: `watch-${index}-5f0988a7-8bf7-452a-a443-17729c3b10df`,
      channel: 'C08GENERAL1',
      matchers: { dataset: 'agents', segments, aboveRisk: index, owner: 'U08MIRAMEMB' },
      timing,
      createdBy: 'U08DANAOWNR',
      now,
    }),
  );
}

function silences(count: number): Silence[] {
  return Array.from({ length: count }, (_, index) => ({
    silenceId: `silence-${index}-5f0988a7-8bf7-452a-a443-17729c3b10df`,
    matchers: { dataset: 'agents', segments },
    until: '2026-01-06T09:00:00.000Z',
    comment: `${'Planned work & more. '.repeat(20)}\n<!channel>`,
    createdBy: 'U08DANAOWNR',
    createdAt: now.toISOString(),
  }));
}

describe('the list of watches', () => {
  it('fits into one message with what can be done about them, however many and long they are', () => {
    const plans = Array.from({ length: 9 }, () => ({
      channel: 'C08GENERAL1',
      every: 'day' as const,
      at: '09:00',
      zone: 'UTC',
    }));

    const { blocks, text } = buildWatchList({ watches: watches(60), plans, silences: silences(40) }, now);

    expect(validateBlocks(blocks, 'message')).toMatchObject({ ok: true });
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).not.toContain('<!channel>');
    const seen = JSON.stringify(blocks);
    expect(seen).not.toContain('Cut to fit');
    expect(seen).toContain('Watches: 60, digests: 9, silences: 40');
    expect(seen).toMatch(/The first \d+ watches are shown/);
    expect(seen).toContain('The 6 silences that end first are shown');
    expect(seen).toContain('New silence…');
  });
});
