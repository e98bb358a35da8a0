import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AlertFacts } from '../../../src/insights/alert-facts.ts';
import type { Actor } from '../../../src/playground/actor.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { people, team } from '../../../src/playground/workspace/people.ts';
import { answerAfter, answersIn, ask, pressIn, textOf } from '../../app/support/acting.ts';
import { type AlertApp, startAlertApp } from './support/alert-app.ts';
import { someFacts } from './support/alerts.ts';

const { csAlerts } = conversationIds;

let app: AlertApp;
let member: Actor;
let calls: string[] = [];

beforeAll(async () => {
  app = await startAlertApp();
  member = app.playground.as(people.member.id);
  app.playground.faults.rule((method) => void calls.push(method));
});
beforeEach(() => {
  calls = [];
});
afterAll(() => app.stop());

/** The message that tells of an alert in #cs-alerts. */
async function told(entityId: string, predictionType: AlertFacts['predictionType']): Promise<Message> {
  const facts = someFacts({ entityId, predictionType, at: new Date().toISOString() });
  const ids = { alertId: `${predictionType}_${entityId}_1`, fingerprint: `${predictionType}#agents#${entityId}` };
  await app.fire({ ...facts, ...ids });
  return vi.waitFor(
    () => {
      const found = answersIn(member, csAlerts).find(({ text }) => text.includes(`(${entityId})`));
      if (found === undefined) throw new Error('it has not come');
      return found;
    },
    { timeout: 8000, interval: 15 },
  );
}

it('comes to the channel too when it joins a group, with all that can be done with it', async () => {
  const lead = await told('agent-21', 'high_churn_risk');

  const joined = await told('agent-22', 'high_churn_risk');

  expect(joined).toMatchObject({ threadTs: lead.ts, broadcast: true });
  expect(joined.text).toMatch(/^High churn risk · Maria Price \(agent-22\)/);
  await pressIn(app.playground.as(people.you.id), joined, 'Acknowledge');
  await vi.waitFor(() => {
    const now = answersIn(member, csAlerts).find(({ ts }) => ts === joined.ts);
    expect(now).toMatchObject({ broadcast: true, text: expect.stringContaining('Acknowledged by') });
  });
  expect(app.playground.warnings()).toEqual([]);
});

it.each([
  ['show me the profile', 'agent-10', 'low_health_score'],
  ['why?', 'agent-11', 'high_ib_call_frequency'],
] as const)('is what "%s" asks about in its thread, and the next question too', async (text, entityId, kind) => {
  const { ts } = await told(entityId, kind);

  const answer = await ask(member, csAlerts, `@Vitals ${text}`, ts);
  const next = await ask(member, csAlerts, '@Vitals show me the profile', ts);

  expect(answer).toMatchObject({ threadTs: ts, text: expect.stringContaining(entityId) });
  expect(next.text).toContain(entityId);
  const looks = calls.filter((method) => method === 'conversations.replies');
  expect(looks).toHaveLength(1);
});

it('is what a question asks about in the thread where it came to its owner', async () => {
  await told('agent-13', 'low_satisfaction');
  const owner = people.admin.id;
  const [admin, direct] = [app.playground.as(owner), `D${owner.slice(1)}`];
  const by = { userId: people.you.id, teamId: team.id, requestId: 'request-1', via: 'button' };
  await app.desk.assign('low_satisfaction_agent-13_1', owner, by);
  const yours = await answerAfter(admin, direct, 0);

  const answer = await ask(admin, direct, 'show me the profile', yours.ts);

  expect(answer.threadTs).toBe(yours.ts);
  expect(textOf(answer.blocks)).toContain('agent-13');
});

it('leaves a thread answered where Slack does not say what it hangs on', async () => {
  const { ts } = await told('agent-12', 'low_engagement');
  app.playground.faults.add({ fault: 'error', error: 'missing_scope', method: 'conversations.replies' });

  const answer = await ask(member, csAlerts, '@Vitals how many agents are there?', ts);

  expect(answer.text).toMatch(/agents/i);
  expect(app.log()).toContain('what a thread hangs on cannot be found out');
});
