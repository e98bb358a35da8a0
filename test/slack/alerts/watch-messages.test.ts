import { describe, expect, it } from 'vitest';
import type { Matchers, Silence } from '../../../src/insights/route.ts';
import { validateBlocks } from '../../../src/playground/blocks/validate-blocks.ts';
import { stillTold } from '../../../src/slack/alerts/watch-aftermath.ts';
import { newWatch } from '../../../src/slack/alerts/watch-choice.ts';
import { buildPlanMessage, buildWatchList, buildWatchMessage } from '../../../src/slack/alerts/watch-messages.ts';

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

    const { blocks, text } = buildWatchList(
      { watches: watches(60), plans, silences: silences(40), mayEdit: true },
      now,
    );

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

  it('offers nothing to those who may only look, and says what is paused', () => {
    const pausedUntil = '2026-01-06T10:00:00.000Z';
    const list = { watches: [{ ...watchOf({}), pausedUntil }], plans: [plan], silences: silences(1), mayEdit: false };

    const { blocks, text } = buildWatchList(list, now);

    expect(JSON.stringify(blocks)).not.toMatch(/action_id/);
    expect(text).toContain('Paused until 2026-01-06 10:00 UTC.');
  });
});

const plan = { channel: 'C08GENERAL1', every: 'week' as const, weekday: 1, at: '08:30', zone: 'UTC' };

function watchOf(matchers: Matchers, channel = 'C08CSALERTS') {
  return newWatch({ routeId: `watch-${channel}`, channel, matchers, timing, createdBy: 'U08DANAOWNR', now });
}

describe('the confirmation of a watch', () => {
  it('says that the number is the risk score, and not the figure', () => {
    const matchers = { predictionTypes: ['high_churn_risk' as const], aboveRisk: 80 };

    const { blocks, text } = buildWatchMessage(watchOf(matchers), 'saved', now);

    for (const seen of [text, JSON.stringify(blocks)]) {
      expect(seen).toContain('High churn risk with a risk score above 80');
      expect(seen).toContain('not the figure it is about');
      expect(seen).not.toContain('shared with');
    }
  });

  it('warns where people of another company read along', () => {
    const message = buildWatchMessage(watchOf({}), 'saved', now, true);

    expect(validateBlocks(message.blocks, 'message')).toMatchObject({ ok: true });
    for (const seen of [message.text, JSON.stringify(message.blocks)]) {
      expect(seen).toContain('<#C08CSALERTS> is shared with another company: its people will see names and figures.');
    }
  });
});

describe('the confirmation of a digest', () => {
  it('says what it takes the place of, and who reads along', () => {
    const before = { ...plan, every: 'day' as const, at: '09:00' };

    const message = buildPlanMessage(plan, { before, isShared: true });

    expect(validateBlocks(message.blocks, 'message')).toMatchObject({ ok: true });
    for (const seen of [message.text, JSON.stringify(message.blocks)]) {
      expect(seen).toContain('Digest planned');
      expect(seen).toContain('takes the place of “Digest every day at 09:00 (UTC)”');
      expect(seen).toContain('shared with another company');
    }
  });

  it('says so where it was planned like that already, and takes the place of nothing where there was none', () => {
    const again = buildPlanMessage(plan, { before: plan });
    const first = buildPlanMessage(plan);

    expect(again.text).toMatch(/^This digest is planned already/);
    expect(`${again.text} ${first.text}`).not.toContain('takes the place');
  });
});

describe('what is told once a watch is gone', () => {
  const everything = watchOf({ aboveRisk: 70 });

  it.each([
    ['nothing, where nothing else goes there', [], undefined, /^Nothing more of it is told in <#C08CSALERTS>\.$/],
    [
      'that of the default route',
      [],
      everything,
      /tells nothing more in .* with a risk score above 70, is still told there/,
    ],
    ['that of other watches', [watchOf({})], undefined, /tells nothing more in .* Another watch still tells there/],
    [
      'the rest elsewhere',
      [],
      watchOf({}, 'C08GENERAL1'),
      /^Nothing more .* What no watch takes goes to <#C08GENERAL1>/,
    ],
  ] as const)('is %s', (_what, left, defaultRoute, said) => {
    expect(stillTold(watchOf({ aboveRisk: 80 }), { watches: left, defaultRoute })).toMatch(said);
  });
});
