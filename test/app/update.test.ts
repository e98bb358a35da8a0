import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { signRequest } from '../../src/playground/outgoing/sign-request.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { type View, viewPayload } from '../../src/playground/workspace/views.ts';
import { proposedBy } from '../../src/slack/proposal.ts';
import { createAuditLog } from '../../src/state/audit-log.ts';
import { answerAfter, answersIn, ask, buttonsIn, modalOf, pressIn, textOf } from './support/acting.ts';
import { signingSecret, startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;

describe('changing a value', () => {
  let app: TestApp;
  let editor: Actor;

  beforeAll(async () => {
    app = await startTestApp();
    editor = app.playground.as(people.you.id);
  });

  beforeEach(() => setNps('agent-7', 41));
  afterEach(() => app.playground.faults.clear());
  afterAll(() => app.stop());

  async function npsOf(id: string): Promise<number> {
    return Number((await app.repository.find(id))?.['npsScore']);
  }

  /** As another program would. */
  async function setNps(id: string, to: number): Promise<void> {
    const from = await npsOf(id);
    if (from !== to) await app.repository.update(id, [{ metric: 'npsScore', from, to }]);
  }

  async function propose(value: number): Promise<View> {
    const open = editor.views().map(({ id }) => id);
    await editor.say({ channel: general, text: `/agents set agent-7 nps ${value}` });
    return modalOf(editor, ({ id }) => !open.includes(id));
  }

  async function closeAll(): Promise<void> {
    for (const view of [...editor.views()].reverse()) await editor.close(view.id);
  }

  it('shows old and new, and changes nothing before the yes', async () => {
    const modal = await propose(72);

    expect(textOf(modal.blocks)).toMatch(/41.*→.*72/);
    expect(await npsOf('agent-7')).toBe(41);
    await closeAll();
  });

  it('applies it on the yes, confirms it to the editor alone, and records who did it', async () => {
    const modal = await propose(72);
    const before = answersIn(editor, general).length;

    await editor.submit(modal.id, {});
    const confirmation = await answerAfter(editor, general, before);

    expect(editor.views()).toEqual([]);
    expect(await npsOf('agent-7')).toBe(72);
    expect(confirmation.onlyFor).toBe(people.you.id);
    expect(confirmation.text).toMatch(/agent-7.*41 → 72/);
    const [entry] = await createAuditLog(app.storage.client, 'vitals-state').entriesFor('agents', 'agent-7', {
      limit: 1,
    });
    expect(entry).toMatchObject({
      userId: people.you.id,
      changes: [{ metric: 'npsScore', from: 41, to: 72 }],
      via: 'modal',
      status: 'applied',
    });
  });

  it('is in the very next answer, though the stream has still to tell the read model', async () => {
    const ready = async (): Promise<void> => {
      const health = await fetch(`http://127.0.0.1:${app.vitals.port}/healthz`);
      expect(await health.json()).toMatchObject({ readModels: { agents: { state: 'ready' } } });
    };
    await vi.waitFor(ready, { timeout: 10_000, interval: 100 });
    const told: string[] = [];
    for (const value of [97, 98, 99, 100]) {
      const modal = await propose(value);
      const before = answersIn(editor, general).length;
      await editor.submit(modal.id, {});
      await answerAfter(editor, general, before);
      const answer = textOf((await ask(editor, general, '/agents max nps')).blocks);
      expect(answer).toContain('read model of ZillowAgents');
      told.push(/(\d+) · Highest NPS/.exec(answer)?.[1] ?? answer);
    }

    expect(told).toEqual(['97', '98', '99', '100']);
  });

  it('lets one of two different confirms at once win, and tells the other', async () => {
    const first = await propose(72);
    const second = await propose(90);
    const stale = { ...second };

    // One person's modals lie on one another, so that the other confirm comes as Slack would send it.
    const [mine, other] = await Promise.all([submitRaw(first, people.you.id), submitRaw(stale, people.you.id)]);

    const value = await npsOf('agent-7');
    const [winner, loser] = mine === '' ? [72, other] : [90, mine];
    expect([mine, other].filter((answer) => answer === '')).toHaveLength(1);
    expect(value).toBe(winner);
    expect(loser).toMatch(/Someone changed this meanwhile/);
    await closeAll();
  });

  it('applies a submission that is delivered twice only once', async () => {
    const modal = await propose(72);
    const before = answersIn(editor, general).length;

    const answers = await Promise.all([submitRaw(modal, people.you.id), submitRaw(modal, people.you.id)]);
    await answerAfter(editor, general, before);

    expect(answers).toEqual(['', '']);
    expect(await npsOf('agent-7')).toBe(72);
    expect(answersIn(editor, general)).toHaveLength(before + 1);
    const entries = await createAuditLog(app.storage.client, 'vitals-state').entriesFor('agents', 'agent-7', {
      limit: 20,
    });
    const requests = entries.filter(({ at }) => Date.parse(at) > Date.now() - 2000).map(({ requestId }) => requestId);
    expect(new Set(requests).size).toBe(requests.length);
    await closeAll();
  });

  it('shows what the value is now when it changed meanwhile, and applies on a second yes', async () => {
    const modal = await propose(72);
    await setNps('agent-7', 55);

    await editor.submit(modal.id, {});
    const changed = await modalOf(editor, ({ blocks }) => textOf(blocks).includes('meanwhile'));
    const untouched = await npsOf('agent-7');
    await editor.submit(changed.id, {});

    expect(textOf(changed.blocks)).toMatch(/55/);
    expect(untouched).toBe(55);
    expect(await npsOf('agent-7')).toBe(72);
    expect(editor.views()).toEqual([]);
  });

  it('offers a button when the modal cannot be opened in time, and the button opens it', async () => {
    app.playground.faults.add({ fault: 'error', error: 'expired_trigger_id', method: 'views.open' });

    const answer = await ask(editor, general, '/agents set agent-7 nps 72');
    expect(buttonsIn(answer.blocks)).toContain('Review change');
    await pressIn(editor, answer, 'Review change');
    const modal = await modalOf(editor);

    expect(textOf(modal.blocks)).toMatch(/41.*→.*72/);
    await closeAll();
  });

  it('says so when the value is what was asked for already', async () => {
    const answer = await ask(editor, general, '/agents set agent-7 nps 41');

    expect(answer.text).toMatch(/already/);
    expect(editor.views()).toEqual([]);
  });

  it('refuses a value outside the range', async () => {
    const answer = await ask(editor, general, '/agents set agent-7 nps 172');

    expect(answer.text).toMatch(/100/);
    expect(await npsOf('agent-7')).toBe(41);
  });

  it.each([
    ['someone who is in no list', people.member.id, /not one of them/],
    ['a guest, though listed', people.guest.id, /Guests/],
    ['someone of another workspace, though listed', people.stranger.id, /other workspaces/],
  ])('refuses %s, and says who may', async (_who, userId, reason) => {
    const actor = app.playground.as(userId);

    const answer = await ask(actor, general, '/agents set agent-7 nps 72');

    expect(answer.text).toMatch(reason);
    expect(answer.text).toContain(`<@${people.you.id}>`);
    expect(actor.views()).toEqual([]);
    expect(await npsOf('agent-7')).toBe(41);
  });

  it('checks the rights again when the modal is submitted', async () => {
    const modal = await propose(72);
    const proposer = proposedBy(people.member.id);
    const private_metadata = JSON.stringify({ ...JSON.parse(modal.private_metadata ?? ''), proposer });

    const answer = await submitRaw({ ...modal, private_metadata }, people.member.id);

    expect(answer).toMatch(/Only editors/);
    expect(await npsOf('agent-7')).toBe(41);
    await closeAll();
  });

  it('asks Slack anew who the person is when the modal is submitted', async () => {
    const modal = await propose(72);
    app.playground.faults.add({ fault: 'error', error: 'user_not_found', method: 'users.info' });

    const answer = await submitRaw(modal, people.you.id);

    expect(answer).toMatch(/could not check/);
    expect(await npsOf('agent-7')).toBe(41);
    await closeAll();
  });

  it('is confirmed by nobody but the person who asked for it', async () => {
    const modal = await propose(72);

    const answer = await submitRaw(modal, people.member.id);

    expect(answer).toMatch(/Only the person who asked for this change can confirm it/);
    expect(await npsOf('agent-7')).toBe(41);
    await closeAll();
  });

  it('is not confirmed later than five minutes after it was asked for', async () => {
    const modal = await propose(72);
    const proposer = proposedBy(people.you.id, Date.now() - 5 * 60_000 - 1);
    const private_metadata = JSON.stringify({ ...JSON.parse(modal.private_metadata ?? ''), proposer });

    const answer = await submitRaw({ ...modal, private_metadata }, people.you.id);

    expect(answer).toMatch(/within five minutes/);
    expect(await npsOf('agent-7')).toBe(41);
    await closeAll();
  });

  it('confirms a change where it was asked for, in a thread', async () => {
    const before = answersIn(editor, general).length;
    await editor.say({ channel: general, text: '@Vitals set agent-7 nps 72' });
    const proposal = await answerAfter(editor, general, before);

    await pressIn(editor, proposal, 'Review change');
    await editor.submit((await modalOf(editor)).id, {});
    const confirmation = await answerAfter(editor, general, before + 1);

    expect(confirmation).toMatchObject({ onlyFor: people.you.id, threadTs: proposal.threadTs });
    expect(confirmation.text).toMatch(/agent-7.*41 → 72/);
  });

  it('opens the modal of a change in a channel for nobody but the person who asked for it', async () => {
    const before = answersIn(editor, general).length;
    await editor.say({ channel: general, text: '@Vitals set agent-7 nps 72' });
    const proposal = await answerAfter(editor, general, before);
    const other = app.playground.as(people.admin.id);
    const seen = answersIn(other, general).length;

    await pressIn(other, proposal, 'Review change');
    const refusal = await answerAfter(other, general, seen);

    expect(refusal).toMatchObject({ onlyFor: people.admin.id, threadTs: proposal.threadTs });
    expect(refusal.text).toMatch(/Only the person who asked/);
    expect(other.views()).toEqual([]);
  });

  it.each([
    '',
    '{"dataset":"agents"}',
    'not JSON',
    JSON.stringify({
      dataset: 'agents',
      id: 'agent-7',
      name: 'x',
      changes: [{ metric: 'npsScore', from: 41, to: 172 }],
    }),
  ])('writes nothing for a modal that carries %j', async (private_metadata) => {
    const modal = await propose(72);

    const answer = await submitRaw({ ...modal, id: `V${private_metadata.length}`, private_metadata }, people.you.id);

    expect(answer).toMatch(/older version/);
    expect(await npsOf('agent-7')).toBe(41);
    await closeAll();
  });

  it('changes nothing when Slack cannot say who the person is', async () => {
    const fresh = await startTestApp();
    const actor = fresh.playground.as(people.you.id);
    fresh.playground.faults.add({ fault: 'server_error', method: 'users.info', times: 10 });

    const answer = await ask(actor, general, '/agents set agent-7 nps 72').finally(() => fresh.stop());

    expect(answer.text).toMatch(/could not check/);
  });

  /** Sends a submission as Slack would, and returns the body of the answer. */
  async function submitRaw(view: View, userId: string): Promise<string> {
    const payload = {
      type: 'view_submission',
      team: { id: 'T08MERIDIAN', domain: 'meridian' },
      user: { id: userId, name: 'someone', team_id: 'T08MERIDIAN' },
      view: viewPayload(view),
      api_app_id: 'A1',
      token: 'x',
      trigger_id: '1.2.3',
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const response = await fetch(app.requestUrl, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...signRequest(body, signingSecret, Date.now()),
      },
    });
    return response.text();
  }
});
