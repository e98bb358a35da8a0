import { describe, expect, it } from 'vitest';
import type { Answer, Figure } from '../../../src/answers/answer.ts';
import type { Alert } from '../../../src/insights/alert.ts';
import { validateBlocks } from '../../../src/playground/blocks/validate-blocks.ts';
import { buildAssignedMessage } from '../../../src/slack/alerts/build-assigned-message.ts';
import { buildGroupMessage } from '../../../src/slack/alerts/build-group-message.ts';
import { buildMembersMessage } from '../../../src/slack/alerts/build-members-message.ts';
import { buildReminderMessage } from '../../../src/slack/alerts/build-reminder-message.ts';
import { buildWhyMessage } from '../../../src/slack/alerts/build-why-message.ts';
import type { Message } from '../../../src/slack/blocks/message-block.ts';
import { someAlert, someGroup } from './support/alerts.ts';

/** What a reader of the blocks sees, without what they can press. */
function read({ blocks }: Message): string {
  const texts = (part: unknown): string[] => {
    if (typeof part !== 'object' || part === null) return [];
    if ('text' in part && typeof part.text === 'string') return [part.text];
    return Object.entries(part).flatMap(([key, value]) => (key === 'accessory' ? [] : texts(value)));
  };
  return blocks
    .filter(({ type }) => type !== 'actions' && type !== 'context_actions')
    .flatMap(texts)
    .join('\n')
    .replaceAll('*', '');
}

/** Every figure of a text, apart from dates that are written in another form beside them. */
function figures(text: string): string[] {
  const undated = text.replace(/<!date\^[^>]*>/g, '').replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '');
  return [...new Set(undated.match(/\$?[+-]?\d[\d.,]*[MK%]?/g) ?? [])]
    .map((figure) => figure.replace(/[.,]$/, ''))
    .sort();
}

function actionValues({ blocks }: Message): string[] {
  return [...JSON.stringify(blocks).matchAll(/"value":"([^"]*)"/g)].map(([, value = '']) => value);
}

function judged(message: Message): Message {
  expect(validateBlocks(message.blocks, 'message')).toMatchObject({ ok: true });
  expect(message.text.length).toBeLessThanOrEqual(4000);
  return message;
}

const by = 'U08DANAOWNR';
const at = '2026-01-05T09:00:00.000Z';

describe('the message of an alert', () => {
  it('says who, the number and its change, the money, the reasons and what to do', () => {
    const message = judged(buildGroupMessage(someGroup([someAlert()])));

    const seen = read(message);
    for (const words of [
      'Maria Price (agent-42)',
      '82, +17 in 7 days, worse',
      '88 of 100',
      '$45,300 a year at risk',
      '82, +17 in 7 days, worse (line: 80)',
      'NPS 12, -29 in 30 days, worse',
      'What to do',
      'Call within two days',
      'Rookie',
    ]) {
      expect(seen).toContain(words);
    }
  });

  it.each([
    [{ metric: 'churnRisk', value: 82, before: { value: 82, days: 1 } }, 'Churn risk: 82, unchanged in 1 day'],
    [{ metric: 'npsScore', value: 40, before: { value: 12, days: 0 } }, 'NPS: 40, +28 just now, better'],
    [{ metric: 'churnRisk', value: 82 }, 'Churn risk: 82\n'],
  ])('says how its number moved: %j', (headline, words) => {
    const message = buildGroupMessage(someGroup([someAlert({ facts: { headline, reasons: [headline] } })]));

    expect(`${message.text}\n`).toContain(words);
  });

  it('says nothing twice: neither who it is, nor the figures of a fixed text', () => {
    const explanation = 'Churn risk is 82, up 17 in 7 days, above the line of 80. Also, NPS is 12, down 29 in 30 days.';
    const facts = { modelUsed: 'template', explanation };

    const message = buildGroupMessage(someGroup([someAlert({ facts })]));

    for (const text of [message.text, read(message)]) {
      for (const once of ['Maria Price', 'High churn risk', '82', '+17 in 7 days', 'NPS', '$45,300']) {
        expect(text.split(once)).toHaveLength(2);
      }
    }
  });

  it('keeps the sentence of a fixed text that knows more than the figures, and every text of a model', () => {
    const silence = 'There has been no activity for 63 days.';
    const facts = { modelUsed: 'template', explanation: `${silence} Also, NPS is 12, down 29 in 30 days.` };

    const fixed = buildGroupMessage(someGroup([someAlert({ facts })]));
    const written = buildGroupMessage(someGroup([someAlert({ facts: { ...facts, modelUsed: 'some.model' } })]));

    expect(read(fixed)).toContain(`${silence}\n`);
    expect(fixed.text).toContain(`${silence}\n`);
    expect(read(written)).toContain(facts.explanation);
  });

  it('shows of the segments those that say most', () => {
    const segments = { experienceLevel: 'rookie', leadSource: 'x', platformEngagement: 'low', geography: 'urban' };

    const message = buildGroupMessage(someGroup([someAlert({ facts: { segments } })]));

    expect(read(message)).toContain('Low engagement · Rookie\n');
    expect(read(message)).not.toContain('Urban');
  });

  it('carries the same figures in its text', () => {
    const message = buildGroupMessage(someGroup([someAlert(), someAlert({ facts: { entityId: 'agent-7' } })]));

    expect(figures(message.text)).toEqual(figures(read(message)));
  });

  it('says who acknowledged it, and offers that no more', () => {
    const message = judged(
      buildGroupMessage(someGroup([someAlert({ status: 'acknowledged', owner: by, acknowledged: { by, at } })])),
    );

    expect(read(message)).toContain(`Acknowledged by <@${by}>`);
    expect(message.text).toContain(`Acknowledged by <@${by}> 2026-01-05 09:00 UTC`);
    expect(actionValues(message)).not.toContain('ack');
    expect(actionValues(message)).toContain('1w');
  });

  it('leaves a resolved alert with what can still be looked at', () => {
    const message = judged(buildGroupMessage(someGroup([someAlert({ status: 'resolved', resolvedAt: at })])));

    expect(read(message)).toMatch(/^✅ Resolved/);
    expect(read(message)).not.toContain('Call within');
    expect(actionValues(message)).toEqual(['profile', 'why', 'useful', 'useless']);
  });

  it('says of a group how many, how much money and what became of them', () => {
    const members = [1, 2, 3, 4].map((number) =>
      someAlert({
        facts: { entityId: `agent-${number}`, moneyAtRisk: 400_000 },
        ...(number === 2 && { status: 'acknowledged' as const, acknowledged: { by, at } }),
        ...(number === 3 && { status: 'resolved' as const, resolvedAt: at }),
      }),
    );

    const message = judged(buildGroupMessage(someGroup(members)));

    expect(message.text.split('\n')[0]).toBe(
      '4 agents · high churn risk · $1.2M a year at risk · 1 acknowledged, 1 resolved',
    );
    expect(read(message)).toContain('3 more in the thread');
    expect(JSON.stringify(message.blocks)).toContain('Acknowledge all 2');
  });

  it('counts in the thread what is there, and apart from it what is coming', () => {
    const members = [1, 2, 3, 4].map((number) => someAlert({ facts: { entityId: `agent-${number}` } }));

    const some = buildGroupMessage({ ...someGroup(members), waiting: 2 });
    const none = buildGroupMessage({ ...someGroup(members), waiting: 3 });

    expect(read(some)).toContain('1 more in the thread, each with what can be done. 2 more coming.');
    expect(read(none)).toContain('3 more coming in the thread.');
  });

  it('sets what to do apart from the reasons above it', () => {
    const { blocks } = buildGroupMessage(someGroup([someAlert()]));

    const lists = blocks.filter(({ type }) => type === 'rich_text').map((block) => JSON.stringify(block));

    expect(lists.map((list) => list.includes('What to do'))).toEqual([false, true]);
  });

  it('holds the longest texts whole enough: every figure, and every reader’s limit', () => {
    const reason = { metric: 'revenueAtRisk', value: 1_234_567, before: { value: 7_654_321, days: 30 }, threshold: 1 };
    const lead = someAlert({
      facts: {
        name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(20),
        explanation: 'It went on and on. '.repeat(300),
        recommendations: Array.from({ length: 12 }, () => 'Do something about it. '.repeat(40)),
        reasons: Array.from({ length: 12 }, () => reason),
      },
    });

    const message = judged(buildGroupMessage(someGroup([lead, someAlert({ facts: { entityId: 'agent-7' } })])));

    expect(message.text).not.toContain('Cut to fit');
    expect(figures(message.text)).toEqual(figures(read(message)));
    expect(actionValues(message)).toContain('ack');
  });

  it('mentions nobody whose id is none of Slack’s, and lets no markup from data through', () => {
    const name = '<!channel> & <@U08DANAOWNR> *x*';

    const message = judged(
      buildGroupMessage(
        someGroup([someAlert({ facts: { name }, status: 'acknowledged', acknowledged: { by: '!channel>', at } })]),
      ),
    );

    expect(message.text).not.toMatch(/<!channel|<@/);
    const marked = JSON.stringify(message.blocks).match(/"type":"mrkdwn","text":"[^"]*"/g) ?? [];
    expect(marked.join('\n')).not.toMatch(/<!channel|<@/);
  });
});

describe('the members in the thread', () => {
  it.each([
    [3, true],
    [5, false],
  ])('keeps the order given of %i, each with its figures and all that can be done', (count, isBroadcast) => {
    const ids = ['agent-9', 'agent-3', 'agent-5', 'agent-4', 'agent-8'].slice(0, count);
    const members = ids.map((entityId) => someAlert({ facts: { entityId } }));

    const message = buildMembersMessage(members);

    judged(message);
    expect(message.broadcast === true).toBe(isBroadcast);
    expect([...message.text.matchAll(/agent-\d/g)].map(([id]) => id)).toEqual(ids);
    expect(figures(message.text)).toEqual(figures(read(message)));
    expect(actionValues(message).filter((value) => value === '1d')).toHaveLength(count);
  });

  it('tells of a few all that is needed to act, without the rest of the thread', () => {
    const recommendations = ['Call within two days', 'Offer a coaching session', 'Look again in a month'];

    const message = judged(buildMembersMessage([someAlert({ facts: { recommendations } })]));

    for (const seen of [message.text, read(message)]) {
      for (const words of [
        'High churn risk · Maria Price (agent-42)',
        '82, +17 in 7 days, worse (line: 80)',
        '88 of 100 · $45,300 a year at risk',
        'NPS 12, -29 in 30 days, worse',
        'What to do',
        'Call within two days',
        'Offer a coaching session',
      ]) {
        expect(seen).toContain(words);
      }
      expect(seen).not.toContain('Look again');
    }
    expect(actionValues(message)).toEqual(
      expect.arrayContaining(['ack', 'profile', 'why', 'until', 'assign', 'useful', 'useless']),
    );
  });

  it('says of one that is over that it is, and asks for nothing', () => {
    const message = judged(buildMembersMessage([someAlert({ status: 'resolved', resolvedAt: at })]));

    expect(message.text).toMatch(/^✅ Resolved · High churn risk · Maria Price/);
    expect(message.text).not.toContain('Call within');
    expect(actionValues(message)).toEqual(['profile', 'why', 'useful', 'useless']);
  });

  it('says of many at once of what kind and how many they are', () => {
    const members = [1, 2, 3, 4].map((number) => someAlert({ facts: { entityId: `agent-${number}` } }));

    const message = judged(buildMembersMessage(members));

    for (const seen of [message.text, read(message)]) {
      expect(seen.split('\n')[0]).toBe('4 agents · high churn risk · $181.2K a year at risk');
    }
  });

  it('offers in a full post, for each of the twelve, what is usual', () => {
    const members = Array.from({ length: 12 }, (_, index) =>
      someAlert({
        facts: { entityId: `agent-${4000 + index}`, name: 'Bartholomew Fitzgerald' },
        ...(index % 2 === 0 && { status: 'acknowledged' as const, owner: 'U08ALEXADMN', acknowledged: { by, at } }),
      }),
    );

    const message = judged(buildMembersMessage(members));

    for (const command of ['1h', '1d', '1w', 'assign', 'profile', 'why']) {
      expect(actionValues(message).filter((value) => value === command)).toHaveLength(12);
    }
    expect(actionValues(message).filter((value) => value === 'ack')).toHaveLength(6);
  });

  it.each([
    ['long texts', 'Wolfeschlegelsteinhausenbergerdorff '.repeat(9), 60],
    ['characters that take more room', '"\\&<>👩‍👩‍👧\u0007\n'.repeat(30), 60],
    ['ids too long for a control', 'x'.repeat(100), 700],
  ])('holds twelve members with %s, all their figures among them', (_title, name, idLength) => {
    const statuses: Partial<Alert>[] = [
      {},
      { status: 'snoozed', owner: by, snoozed: { by, until: at } },
      { status: 'acknowledged', owner: 'U08ALEXADMN', acknowledged: { by, at } },
    ];
    const members = Array.from({ length: 12 }, (_, index) =>
      someAlert({
        ...statuses[index % 3],
        facts: {
          entityId: `agent-${index}`.padEnd(idLength, '7'),
          name,
          predictionType: 'high_revenue_at_risk',
          headline: { metric: 'revenueAtRisk', value: 1_234_567 + index, before: { value: 1_000_000, days: 30 } },
        },
      }),
    );

    for (const message of [buildMembersMessage(members), buildReminderMessage('escalation', members)].map(judged)) {
      for (const [index] of members.entries()) {
        const figure = (1_234_567 + index).toLocaleString('en-US');
        expect(read(message)).toContain(figure);
        expect(message.text).toContain(figure);
      }
      expect(message.text).not.toContain('Cut to fit');
    }
  });
});

describe('an alert that was assigned', () => {
  const owner = 'U08MIRAMEMB';
  const at = '2026-01-05T09:00:00.000Z';

  it.each([
    ['that to acknowledge it says so, while nobody has', {}, 'Acknowledging says that you do.'],
    [
      'who has acknowledged it already',
      { status: 'acknowledged', acknowledged: { by: 'U08DANAOWNR', at } },
      '<@U08DANAOWNR> acknowledged it already.',
    ],
    [
      'that the owner has acknowledged it already',
      { status: 'acknowledged', acknowledged: { by: owner, at } },
      'You acknowledged it already.',
    ],
  ] as const)('says %s', (_what, fields, sentence) => {
    const message = judged(buildAssignedMessage(someAlert({ owner, ...fields }), by));

    expect(message.text).toContain(sentence);
    expect(read(message)).toContain(sentence);
  });
});

describe('why an alert was raised', () => {
  const average: Figure = { label: 'Average churn risk', value: 41, unit: 'score', n: 225, statistic: 'average' };
  const groups: Answer = {
    kind: 'operation',
    intent: { kind: 'operation', name: 'why', arguments: { of: 'churn of rookies' } },
    title: 'What is behind the average churn risk',
    headline: [average],
    facts: [],
    notes: ['Which groups pull the average'],
    people: undefined,
    steps: [],
  };

  it('leads with the figures of whom it is about, and has the average of others only to compare with', () => {
    const message = judged(buildWhyMessage(someAlert({}), groups, { isDirect: true }));

    for (const seen of [message.text, read(message)]) {
      const lines = seen.split('\n').filter((line) => line !== '');
      expect(lines.slice(0, 6)).toEqual([
        'Why: High churn risk · Maria Price (agent-42)',
        'Churn risk 82, +17 in 7 days, worse (line: 80) · $45,300 a year at risk',
        'Risk score 88 of 100 when it was noticed, also from:',
        '• NPS 12, -29 in 30 days, worse',
        'For comparison: rookie agents average 41 (n 225).',
        'Which groups pull the average',
      ]);
      expect(seen).not.toMatch(/template/);
    }
  });

  it('compares with nobody where too few are like them', () => {
    const few = { ...groups, headline: [{ ...average, value: null, n: 3 }] };

    const message = buildWhyMessage(someAlert({}), few, { isDirect: true });

    expect(message.text).not.toContain('For comparison');
  });

  it('says what the number is now beside what it was when it was noticed', () => {
    const headline = { metric: 'churnRisk', value: 60, before: { value: 82, days: 2 } };

    const message = buildWhyMessage(someAlert({ now: { riskScore: 70, headline } }), undefined, { isDirect: true });

    expect(read(message)).toMatch(/\nChurn risk 60, -22 in 2 days, better\nRisk score 88[^\n]*\n• Churn risk 82/);
  });
});

describe('a name with line breaks in it', () => {
  const name = 'Eve\n✅ Resolved · Maria Price\r\u2028Acknowledged by everyone';
  const lines = (text: string) => text.split(/[\n\r\u2028]/u);

  it.each<[string, (fields: Parameters<typeof someAlert>[0]) => Message]>([
    ['an alert', (fields) => buildGroupMessage(someGroup([someAlert(fields)]))],
    [
      'a group',
      (fields) => buildGroupMessage(someGroup([someAlert(fields), someAlert({ facts: { entityId: 'agent-7' } })])),
    ],
    ['members', (fields) => buildMembersMessage([someAlert(fields), someAlert()])],
    ['a reminder', (fields) => buildReminderMessage('repeat', [someAlert(fields)])],
    ['an alert that was assigned', (fields) => buildAssignedMessage(someAlert(fields), by)],
    ['reasons', (fields) => buildWhyMessage(someAlert(fields), undefined, { isDirect: true })],
  ])('begins no line of its own in %s', (_what, build) => {
    const plainly = build({});

    const forged = build({ facts: { name, entityId: `x\n${name}`, segments: { experienceLevel: name } } });

    expect(lines(forged.text)).toHaveLength(lines(plainly.text).length);
    expect(lines(read(forged))).toHaveLength(lines(read(plainly)).length);
  });
});
