import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import type { Message } from '../../src/playground/workspace/message.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { answerAfter, answersIn, ask, buttonsIn, chooseIn, commandOf, pressIn, textOf } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const direct = `D${people.member.id.slice(1)}`;

describe('a thread', () => {
  let app: TestApp;
  let member: Actor;

  beforeAll(async () => {
    app = await startTestApp();
    member = app.playground.as(people.member.id);
  });

  afterEach(() => {
    app.playground.faults.clear();
    expect(app.playground.warnings()).toEqual([]);
  });
  afterAll(() => app.stop());

  /** Several questions, each in the thread of the first. */
  async function talk(channel: string, ...texts: readonly string[]): Promise<readonly Message[]> {
    const mention = channel === direct ? '' : '@Vitals ';
    const answers: Message[] = [];
    for (const text of texts) answers.push(await ask(member, channel, `${mention}${text}`, answers[0]?.threadTs));
    return answers;
  }

  it.each([
    ['in a channel', general],
    ['in a conversation of the two', direct],
  ])('goes on from what was asked before, %s', async (_where, channel) => {
    const answers = await talk(channel, 'churn of rookies', 'and veterans?', 'by engagement', 'only urban', 'why');

    expect(answers.map(commandOf)).toEqual([
      '/agents churn risk rookie',
      '/agents churn risk veteran',
      '/agents churn risk by platform engagement veteran',
      '/agents churn risk by platform engagement veteran urban',
      '/agents why churn risk by platform engagement veteran urban',
    ]);
    expect(new Set(answers.map(({ threadTs }) => threadTs)).size).toBe(1);
  });

  it('stays about the figure after a "why" and a profile', async () => {
    const answers = await talk(direct, 'nps of luxury agents', 'why', 'agent-4', 'and rookies?');

    expect(commandOf(answers[3] as Message)).toMatch(/nps.*rookie/i);
  });

  it('is about the person who was last looked at where a text says so, without a name in its memory', async () => {
    const editor = app.playground.as(people.you.id);
    const own = `D${people.you.id.slice(1)}`;
    const agent = await app.repository.find('agent-4');
    const first = await ask(editor, own, 'churn of rookies');
    await ask(editor, own, String(agent?.['name']), first.threadTs);

    const change = await ask(editor, own, 'set their nps to 70', first.threadTs);
    const figures = await ask(editor, own, 'and veterans?', first.threadTs);

    expect(commandOf(change)).toBe('/agents set agent-4 nps 70');
    expect(commandOf(figures)).toBe('/agents churn risk veteran');
    const topic = await app.memory.threads.recall({ channel: own, threadTs: first.threadTs ?? '' });
    expect(JSON.stringify(topic)).not.toContain(String(agent?.['name']));
  });

  it('answers one question after another, in their order', async () => {
    const [first] = await talk(direct, 'churn of rookies');
    const before = answersIn(member, direct).length;
    app.playground.faults.add({ fault: 'delay', delayMs: 300, method: 'chat.startStream' });

    await member.say({ channel: direct, text: 'and veterans?', threadTs: first?.threadTs });
    await vi.waitFor(() => expect(app.playground.faults.pending()).toEqual([]));
    await member.say({ channel: direct, text: 'only urban', threadTs: first?.threadTs });
    await answerAfter(member, direct, before + 1);

    expect(answersIn(member, direct).slice(before).map(commandOf)).toEqual([
      '/agents churn risk veteran',
      '/agents churn risk veteran urban',
    ]);
  });

  it('begins clean when it is new, and apart from other threads', async () => {
    const [first] = await talk(direct, 'churn of rookies');
    const [fresh] = await talk(direct, 'and veterans?');
    const other = await ask(member, direct, 'nps of rookies');
    const further = await ask(member, direct, 'and veterans?', first?.threadTs);

    expect(commandOf(fresh as Message)).not.toContain('churn');
    expect(commandOf(other)).toContain('nps');
    expect(commandOf(further)).toMatch(/churn risk veteran/i);
  });

  it('is not listened to in a channel without a mention', async () => {
    const [first] = await talk(general, 'churn of rookies');
    const before = answersIn(member, general).length;

    await member.say({ channel: general, text: 'and veterans?', threadTs: first?.threadTs });
    await ask(member, direct, 'help');

    expect(answersIn(member, general)).toHaveLength(before);
  });

  it('keeps its memory over instances', async () => {
    const [first] = await talk(direct, 'revenue of rural agents');

    const other = await startTestApp({ beside: app });
    const next = await ask(member, direct, 'and urban?', first?.threadTs);
    await other.stop();
    app.playground.connect(app.requestUrl);

    expect(other.log()).toContain('event message.im');
    expect(commandOf(next)).toMatch(/revenue.* urban$/i);
  });

  it('answers a near reading where it was asked, for all to see, and goes on from it', async () => {
    const [unclear] = await talk(general, 'chrun rokie wibble');
    const [first = ''] = buttonsIn(unclear?.blocks ?? []);
    const before = answersIn(member, general).length;

    await pressIn(member, unclear as Message, first);
    const answer = await answerAfter(member, general, before);
    const next = await ask(member, general, '@Vitals and veterans?', unclear?.threadTs);

    expect(answer).toMatchObject({ onlyFor: undefined, threadTs: unclear?.threadTs });
    expect(commandOf(next)).toMatch(/veteran/);
    expect(commandOf(next).replace('veteran', 'rookie')).toBe(commandOf(answer));
  });

  it('changes the reading in place with a select, and goes on from the new one', async () => {
    const [answer] = await talk(direct, 'churn of rookies');

    await chooseIn(member, answer as Message, 'static_select', 'metric npsScore');
    const changed = await vi.waitFor(() => {
      const found = answersIn(member, direct).find(({ ts }) => ts === answer?.ts);
      if (found === undefined || commandOf(found) === commandOf(answer as Message)) throw new Error('not changed yet');
      return found;
    });
    const next = await ask(member, direct, 'and veterans?', answer?.threadTs);

    expect(commandOf(changed)).toMatch(/nps.* rookie$/i);
    expect(commandOf(next)).toMatch(/nps.* veteran$/i);
  });

  it('lets another person in the channel change the reading', async () => {
    const [answer] = await talk(general, 'churn of rookies');
    const other = app.playground.as(people.admin.id);

    await chooseIn(other, answer as Message, 'static_select', 'everyone');

    await vi.waitFor(() => {
      const found = answersIn(member, general).find(({ ts }) => ts === answer?.ts);
      expect(commandOf(found as Message)).toMatch(/churn risk$/i);
    });
  });

  it('changes the reading of an answer that only the asker sees', async () => {
    const answer = await ask(member, general, '/agents churn rookie');

    await chooseIn(member, answer, 'static_select', 'statistic median');

    await vi.waitFor(() => {
      const found = answersIn(member, general).find(({ ts }) => ts === answer.ts);
      expect(commandOf(found as Message)).toMatch(/median churn risk rookie$/i);
    });
  });

  it('tells how Vitals is used to admins alone, in a channel for them only', async () => {
    const admin = app.playground.as(people.admin.id);
    const refusal = await ask(member, general, '@Vitals usage');

    const shown = await ask(admin, general, '@Vitals usage');

    expect(refusal.text).toMatch(/Only admins/);
    expect(refusal.text).toContain(`<@${people.admin.id}>`);
    expect(textOf(refusal.blocks)).not.toContain('Tokens');
    expect(shown.onlyFor).toBe(people.admin.id);
    expect(shown.text).toMatch(/Questions/);
  });
});
