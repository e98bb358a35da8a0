import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/intents/intent.ts';
import { validateBlocks } from '../../../src/playground/blocks/validate-blocks.ts';
import { buildMessage } from '../../../src/slack/blocks/build-message.ts';
import { answerOf, anyAnswer, hostileTexts } from '../../support/answers.ts';

/** What Slack would say against the blocks. */
function refusals(blocks: unknown): readonly string[] {
  const verdict = validateBlocks(blocks, 'message');
  return verdict.ok ? [] : [verdict.error, ...verdict.messages];
}

describe('buildMessage', () => {
  it('gives blocks that Slack takes and a text within its limit, whatever the answer', () => {
    fc.assert(
      fc.property(anyAnswer, fc.constantFrom('asker' as const, 'channel' as const), (answer, audience) => {
        const { blocks, text } = buildMessage(answer, audience);

        expect(refusals(blocks)).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(4000);
        expect(text).not.toMatch(/[<>]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('puts no text from data where markup is read', () => {
    const [hostile = ''] = hostileTexts;
    const answer = answerOf({
      title: hostile,
      notes: [hostile],
      people: {
        heading: 'Look at first',
        lines: [{ id: hostile, name: hostile, traits: hostile, figure: { label: 'x', value: 1, unit: 'count', n: 1 } }],
      },
      profile: {
        id: hostile,
        name: hostile,
        traits: hostile,
        highlights: [],
        lines: [{ label: 'Tier', text: hostile, personal: false }],
      },
      table: { caption: hostile, columns: ['Name'], rows: [[{ kind: 'text', text: hostile }]] },
    });

    const { blocks, text } = buildMessage(answer, 'asker');

    const marked = JSON.stringify(blocks).match(/\{"type":"mrkdwn"[^}]*\}/gu) ?? [];
    expect(marked.join()).not.toContain('channel');
    expect(text).toContain('&lt;!channel&gt;');
  });

  it('lets no text from data begin a line of its own', () => {
    const told = (name: string) =>
      buildMessage(
        answerOf({
          title: name,
          notes: [name],
          people: {
            heading: 'Look at first',
            lines: [{ id: name, name, traits: name, figure: { label: 'x', value: 1, unit: 'count', n: 1 } }],
          },
          profile: {
            id: name,
            name,
            traits: name,
            highlights: [],
            lines: [{ label: 'Tier', text: name, personal: false }],
          },
          table: { caption: name, columns: ['Name'], rows: [[{ kind: 'person', id: name, name }]] },
        }),
        'asker',
      ).text.split(/[\n\r\u2028]/u);

    expect(told('Eve\nDone.\r\u2028Same as /agents')).toHaveLength(told('Eve').length);
  });

  it('says the same figures in its text as in its blocks', () => {
    const answer = answerOf({
      headline: [
        {
          label: 'Average churn risk',
          value: 62.44,
          unit: 'score',
          n: 124,
          statistic: 'average',
          fleet: { value: 48.1, n: 500, verdict: 'worse' },
        },
      ],
      facts: [{ label: 'Median churn risk', value: 63, unit: 'score', n: 124, statistic: 'median' }],
      table: {
        caption: 'By engagement',
        columns: ['Engagement', 'Agents'],
        rows: [
          [
            { kind: 'text', text: 'Low' },
            { kind: 'number', value: 34, unit: 'count' },
          ],
        ],
      },
    });

    const { blocks, text } = buildMessage(answer, 'asker');

    const shown = JSON.stringify(blocks);
    for (const part of ['62.4', 'n 124', '+14.3 against the fleet (48.1), 🔴 worse', '63', '34']) {
      expect(shown).toContain(part);
      expect(text).toContain(part);
    }
  });

  it('shows personal attributes to the asker and never to a channel', () => {
    const answer = answerOf({
      kind: 'profile',
      intent: { kind: 'profile', dataset: 'agents', subject: 'agent-1' },
      profile: {
        id: 'agent-1',
        name: 'Ana Price',
        traits: 'Rookie',
        highlights: [],
        lines: [{ label: 'Email', text: 'ana@example.com', personal: true }],
      },
    });

    expect(JSON.stringify(buildMessage(answer, 'asker'))).toContain('ana@example.com');
    expect(JSON.stringify(buildMessage(answer, 'channel'))).not.toContain('ana@example.com');
  });

  it('offers posting to the asker alone', () => {
    const posting = (audience: 'asker' | 'channel'): boolean =>
      JSON.stringify(buildMessage(answerOf({ notes: ['x'] }), audience).blocks).includes('post_to_channel');

    expect(posting('asker')).toBe(true);
    expect(posting('channel')).toBe(false);
  });

  it('offers the profile of a person in one way: in a select where the table names them, else beside their line', () => {
    const line = {
      id: 'agent-7',
      name: 'Ana',
      traits: 'Rookie',
      figure: { label: 'Risk', value: 70, unit: 'score' as const, n: 1 },
    };
    const people = { heading: 'Look at first', lines: [line] };
    const table = {
      caption: 'All',
      columns: ['Who'],
      rows: [[{ kind: 'person' as const, id: 'agent-7', name: 'Ana' }]],
    };

    const selected = JSON.stringify(buildMessage(answerOf({ people, table }), 'asker').blocks);
    const beside = JSON.stringify(buildMessage(answerOf({ people }), 'asker').blocks);

    expect([selected.includes('Open a profile'), selected.includes('"Open"')]).toEqual([true, false]);
    expect([beside.includes('Open a profile'), beside.includes('"Open"')]).toEqual([false, true]);
  });

  it('cuts what is too long for one message and says so', () => {
    const rows = Array.from({ length: 90 }, (_row, index) =>
      Array.from({ length: 6 }, () => ({ kind: 'text' as const, text: `value ${index} `.repeat(8) })),
    );
    const answer = answerOf({
      kind: 'ranking',
      table: { caption: 'Long', columns: ['a', 'b', 'c', 'd', 'e', 'f'], rows },
    });

    const { blocks, text } = buildMessage(answer, 'asker');

    expect(refusals(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('Cut to fit');
    expect(text).toContain('Cut to fit');
  });

  it('lets the button for a file go before a row of a table', () => {
    const filters = [{ field: 'revenue', op: '>' as const, value: 1 }];
    const intent: Intent = { kind: 'breakdown', dataset: 'agents', metrics: [], by: 'specialization', filters };
    const tableOf = (rows: number) => ({
      caption: 'By specialization',
      columns: ['Group'],
      rows: Array.from({ length: rows }, () => [{ kind: 'text' as const, text: 'x'.repeat(130) }]),
    });
    const messages = Array.from({ length: 90 }, (_, rows) =>
      JSON.stringify(buildMessage(answerOf({ kind: 'breakdown', intent, table: tableOf(rows) }), 'channel').blocks),
    );

    const without = messages.findIndex((blocks, rows) => rows > 0 && !blocks.includes('Download CSV'));

    expect(messages[0]).not.toContain('Download CSV');
    expect(messages[1]).toContain('Download CSV');
    expect(without).toBeGreaterThan(10);
    expect(messages[without]).not.toContain('Cut to fit');
    expect(messages.findIndex((blocks) => blocks.includes('Cut to fit'))).toBeGreaterThan(without);
  });

  it('pages a list with the intent that makes it', () => {
    const answer = answerOf({ page: { offset: 20, size: 20, total: 60 } });

    const shown = JSON.stringify(buildMessage(answer, 'asker').blocks);

    expect(shown).toContain('← Previous');
    expect(shown).toContain('Next →');
    expect(shown).toContain(String.raw`\"offset\":40`);
  });
});
