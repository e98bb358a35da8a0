import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { signRequest } from '../../src/playground/outgoing/sign-request.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import type { Message } from '../../src/playground/workspace/message.ts';
import { app as identity, people, team } from '../../src/playground/workspace/people.ts';
import { answerAfter, answersIn, buttonsIn, modalOf, pressIn, pressInView, textOf } from './support/acting.ts';
import { signingSecret, startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const direct = `D${people.member.id.slice(1)}`;

describe('talking with the app', () => {
  let app: TestApp;
  let member: Actor;

  beforeAll(async () => {
    app = await startTestApp();
    member = app.playground.as(people.member.id);
  });

  afterAll(() => app.stop());

  async function write(channel: string, text: string, actor: Actor = member): Promise<Message> {
    const before = answersIn(actor, channel).length;
    await actor.say({ channel, text });
    return vi.waitFor(
      () => {
        const answer = answersIn(actor, channel)[before];
        if (answer === undefined) throw new Error('no answer came');
        return answer;
      },
      { timeout: 10_000, interval: 10 },
    );
  }

  /** An event as Slack would deliver it. */
  async function deliver(event: Record<string, unknown>, eventId = `Ev${Math.random()}`): Promise<number> {
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: eventId,
      team_id: team.id,
      api_app_id: identity.id,
      token: 'x',
      event: { ts: '1700000000.000100', event_ts: '1700000000.000100', ...event },
    });
    const headers = { 'content-type': 'application/json', ...signRequest(body, signingSecret, Date.now()) };
    return (await fetch(app.requestUrl, { method: 'POST', body, headers })).status;
  }

  it('answers a mention in its thread, for all to see', async () => {
    const answer = await write(general, '@Vitals what is the churn of rookies?');

    const asked = member.messages(general).find(({ ts }) => ts === answer.threadTs);
    expect(asked?.text).toContain('churn of rookies');
    expect(answer.onlyFor).toBeUndefined();
    expect(answer.text).toMatch(/churn/i);
    expect(answer.text).toMatch(/rookie/i);
  });

  it('answers what is written to it, with personal attributes', async () => {
    const agent = await app.repository.find('agent-4');

    const answer = await write(direct, 'agent-4');

    expect(textOf(answer.blocks)).toContain(String(agent?.['email']));
  });

  it('keeps what someone opens from a channel message to that person', async () => {
    const agent = await app.repository.find('agent-4');
    const answer = await write(general, '@Vitals agent-4');
    expect(answer.text).not.toContain(String(agent?.['email']));
    const before = answersIn(member, general).length;

    const answered = await write(general, '@Vitals churn of rookies');
    await pressIn(member, answered, 'Open');
    const shown = await vi.waitFor(() => {
      const found = answersIn(member, general)[before + 1];
      if (found === undefined) throw new Error('nothing was shown');
      return found;
    });

    expect(shown.onlyFor).toBe(people.member.id);
    expect(shown.threadTs).toBe(answered.threadTs);
  });

  it('shows a change for review where there is no trigger, and its button opens the modal', async () => {
    const editor = app.playground.as(people.you.id);

    const answer = await write(general, '@Vitals set agent-9 nps 77', editor);
    await pressIn(editor, answer, 'Review change');
    const modal = await modalOf(editor);

    expect(textOf(modal.blocks)).toMatch(/→.*77/);
    await editor.close(modal.id);
  });

  it.each(['file_share', 'thread_broadcast'])('answers a question that comes as a %s', async (subtype) => {
    const before = answersIn(member, direct).length;

    await deliver({
      type: 'message',
      subtype,
      channel_type: 'im',
      user: people.member.id,
      text: 'nps',
      channel: direct,
    });

    await vi.waitFor(() => expect(answersIn(member, direct)).toHaveLength(before + 1), { timeout: 10_000 });
  });

  it.each([
    ['another app', { type: 'app_mention', bot_id: 'B1', user: 'U1', text: '<@U08VITALSBT> churn', channel: general }],
    [
      'an edited mention',
      { type: 'app_mention', edited: {}, user: 'U1', text: '<@U08VITALSBT> nps', channel: general },
    ],
    ['itself', { type: 'message', channel_type: 'im', user: identity.botUserId, text: 'churn', channel: direct }],
    [
      'a bot in a conversation',
      { type: 'message', channel_type: 'im', bot_id: 'B1', user: 'U1', text: 'churn', channel: direct },
    ],
    ['an edit', { type: 'message', channel_type: 'im', subtype: 'message_changed', channel: direct }],
    [
      'a channel message without a mention',
      { type: 'message', channel_type: 'channel', user: 'U1', text: 'churn', channel: general },
    ],
  ])('does not answer %s', async (_who, event) => {
    const before = app.playground.workspace.messages(event.channel).length;

    expect(await deliver(event)).toBe(200);
    await write(direct, 'help');

    const grown = app.playground.workspace.messages(event.channel).length - before;
    expect(grown).toBe(event.channel === direct ? 2 : 0);
  });

  it('answers an event once, however often Slack sends it', async () => {
    const event = {
      type: 'message',
      channel_type: 'im',
      user: people.member.id,
      text: 'churn rookie',
      channel: direct,
    };
    const before = answersIn(member, direct).length;

    await Promise.all([deliver(event, 'Ev1'), deliver(event, 'Ev1'), deliver(event, 'Ev1')]);
    await deliver({ ...event, text: 'count veteran' }, 'Ev2');
    await answerAfter(member, direct, before + 1);

    const texts = answersIn(member, direct)
      .slice(before)
      .map(({ text }) => text);
    expect(texts.filter((text) => /rookie/i.test(text))).toHaveLength(1);
    expect(texts).toHaveLength(2);
  });

  it('shows a Home with examples that answer, the source, and what one may do', async () => {
    const warnings = app.playground.warnings().length;
    member.open('home');
    const home = await vi.waitFor(
      () => {
        const view = member.home();
        if (view === undefined) throw new Error('there is no Home yet');
        return view;
      },
      { timeout: 5000, interval: 10 },
    );
    const before = answersIn(member, direct).length;

    const example = buttonsIn(home.blocks).find((label) => label !== 'Refresh' && label !== 'New watch…') ?? '';
    await pressInView(member, home, example);
    await answerAfter(member, direct, before);

    expect(textOf(home.blocks)).toContain('DynamoDB');
    expect(textOf(home.blocks)).toContain('You are a viewer');
    expect(app.playground.warnings().slice(warnings)).toEqual([]);
  });
});
