import { describe, expect, it } from 'vitest';
import { helpAnswer } from '../../../src/answers/help-answer.ts';
import type { Alert } from '../../../src/insights/alert.ts';
import { validateView } from '../../../src/playground/blocks/validate-view.ts';
import { newWatch } from '../../../src/slack/alerts/watch-choice.ts';
import { buildHomeView, type HomeContent } from '../../../src/slack/home/build-home-view.ts';
import { someAlert } from '../alerts/support/alerts.ts';

const now = new Date('2026-01-05T10:00:00Z');
const at = now.toISOString();
const you = 'U08DANAOWNR';

function content(fields: Partial<HomeContent>): HomeContent {
  return {
    help: helpAnswer({ kind: 'help' }, '2026-01-05'),
    standing: { role: 'admin' },
    mayOwn: true,
    source: 'DynamoDB',
    queue: 'off',
    fleet: [],
    now,
    ...fields,
  };
}

function alerts(count: number, fields: Partial<Omit<Alert, 'facts'>>): Alert[] {
  return Array.from({ length: count }, (_, index) =>
    someAlert({ ...fields, facts: { entityId: `agent-${index}`, alertId: `${JSON.stringify(fields)}${index}` } }),
  );
}

const timing = { groupBy: [], groupWaitMs: 0, groupIntervalMs: 1000, repeatIntervalMs: 60_000 };
const someRoute = newWatch({
  routeId: 'default',
  channel: 'C08CSALERTS',
  matchers: { aboveRisk: 70 },
  timing,
  createdBy: you,
  now,
});
const somePlan = (channel: string) => ({ channel, every: 'day' as const, at: '09:00', zone: 'UTC', createdBy: you });
const none = { alerts: [], total: 0 };
const emptyQueue = {
  mine: none,
  unowned: none,
  snoozed: none,
  watches: [],
  plans: [],
  defaultRoute: undefined,
  parked: [],
};
const figure = { label: 'Average churn risk', value: 36.9, unit: 'score' as const, n: 120 };

describe('the Home tab', () => {
  it('fits into what Slack takes, however much waits, and says how much more there is', () => {
    const by = { by: you, at };
    const view = buildHomeView(
      content({
        queue: {
          mine: { alerts: alerts(10, { status: 'acknowledged', owner: you, acknowledged: by }), total: 40 },
          unowned: { alerts: alerts(5, { escalations: 2 }), total: 900 },
          snoozed: { alerts: alerts(4, { status: 'snoozed', snoozed: { by: you, until: at } }), total: 30 },
          watches: Array.from({ length: 30 }, (_, index) =>
            newWatch({ routeId: `w${index}`, channel: 'C08GENERAL1', matchers: {}, timing, createdBy: you, now }),
          ),
          plans: Array.from({ length: 9 }, (_, index) => somePlan(`C08GENERAL${index}`)),
          defaultRoute: someRoute,
          parked: Array.from({ length: 9 }, () => ({
            channel: 'C08SALESOPS',
            error: 'not_in_channel',
            since: at,
            waiting: 1,
          })),
        },
        fleet: [
          { label: 'Agents', figures: [figure] },
          { label: 'Metrics', figures: [figure] },
        ],
        notice: [{ type: 'divider' }],
      }),
    );

    const seen = JSON.stringify(view.blocks);
    expect(validateView(view, 'home')).toMatchObject({ ok: true });
    expect(view.blocks.length).toBeLessThan(100);
    expect(seen).toContain('895 more are not shown');
    expect(seen).toContain('Metrics: key figures');
    expect(seen).toContain('You are an admin');
  });

  it('leaves people who only look with what they may do, and says how things come to them', () => {
    const queue = { ...emptyQueue, unowned: { alerts: alerts(2, {}), total: 2 } };

    const viewer = { role: 'viewer', obstacle: 'notListed' } as const;
    const [guest, member, editor] = [
      { standing: viewer, mayOwn: false },
      { standing: viewer },
      { standing: { role: 'editor' } as const },
    ]
      .map((fields) => buildHomeView(content({ queue, ...fields })))
      .map(({ blocks }) => JSON.stringify(blocks));

    expect(guest).not.toMatch(/"value":"(ack|1d|assign)"|New watch/);
    expect(guest).toContain('"value":"profile"');
    expect(guest).not.toMatch(/My alerts|assigns? to you/);
    expect(member).toContain('What somebody assigns to you stands here');
    expect(editor).toMatch(/"value":"ack"/);
    expect(editor).toContain('Acknowledge one of those below');
    expect(editor).toContain('New watch');
  });

  it('says how risky what nobody takes care of is, and from which risk on a channel is told', () => {
    const unowned = { alerts: alerts(1, {}), total: 1 };

    const view = buildHomeView(content({ queue: { ...emptyQueue, unowned, defaultRoute: someRoute } }));

    const seen = JSON.stringify(view.blocks);
    expect(seen).toContain('risk score 88');
    expect(seen).toContain('told in <#C08CSALERTS> where its risk score is above 70');
  });

  it('shows a watch that is paused as paused, and digests, too', () => {
    const paused = { ...someRoute, pausedUntil: '2026-01-06T10:00:00.000Z' };
    const queue = { ...emptyQueue, watches: [someRoute, paused], plans: [somePlan('C08GENERAL1')] };

    const { blocks } = buildHomeView(content({ queue }));

    const seen = JSON.stringify(blocks);
    expect(seen).toContain('My watches and digests (3)');
    expect(seen.match(/Paused until/g)).toHaveLength(1);
    expect(seen).toContain('Digest every day at 09:00 (UTC) → <#C08GENERAL1>');
  });

  it.each([
    ['there are no alerts here', { queue: 'off' }, /Vitals tells you how/, /My alerts/],
    ['alerts cannot be read', { queue: 'unreadable' }, /Alerts and watches cannot be read/, /My alerts/],
    ['figures are not there yet', { fleet: 'late' }, /are being read/, /cannot be read/],
    ['figures cannot be read', { fleet: 'unreadable' }, /key figures cannot be read/, /are being read/],
  ] as const)('shows the rest where %s', (_what, fields, said, unsaid) => {
    const view = buildHomeView(content(fields));

    const seen = JSON.stringify(view.blocks);
    expect(validateView(view, 'home')).toMatchObject({ ok: true });
    expect(seen).toMatch(said);
    expect(seen).not.toMatch(unsaid);
    expect(seen).toContain('What you can ask');
  });
});
