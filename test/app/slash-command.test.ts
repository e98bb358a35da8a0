import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { answersIn, ask, buttonsIn, pressIn } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general, salesOps } = conversationIds;

describe('a slash command', () => {
  let app: TestApp;
  let member: Actor;

  beforeAll(async () => {
    app = await startTestApp();
    member = app.playground.as(people.member.id);
  });

  afterEach(() => app.playground.faults.clear());
  afterAll(() => app.stop());

  it('is answered to the asker alone, in blocks that Slack takes, with a text that says the same', async () => {
    const answer = await ask(member, general, '/agents churn rookie');

    expect(answer.onlyFor).toBe(people.member.id);
    expect(answer.text).toMatch(/churn/i);
    expect(answer.text).toMatch(/rookie/i);
    expect(answer.blocks.length).toBeGreaterThan(2);
    expect(app.playground.warnings()).toEqual([]);
  });

  it('shows the figure that a plain loop over the record gives', async () => {
    const values: number[] = [];
    for await (const page of app.repository.readAll({ attributes: ['experienceLevel', 'churnRisk'] })) {
      for (const item of page.items) if (item['experienceLevel'] === 'rookie') values.push(Number(item['churnRisk']));
    }
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;

    const answer = await ask(member, general, '/agents churn rookie');

    expect(answer.text).toContain(average.toFixed(1));
    expect(answer.text).toContain(String(values.length));
  });

  it('is answered as if it named no channel, where a question about figures does', async () => {
    const answer = await ask(member, general, '/agents churn rookie in #cs-alerts');

    expect(answer.text).toContain('Same as /agents churn risk rookie\n');
  });

  it.each([
    ['shows a person’s e-mail and phone to one of the workspace', people.member.id, true],
    ['shows neither to a guest', people.guest.id, false],
    ['shows neither to someone of another company', people.stranger.id, false],
  ])('%s', async (_title, userId, shown) => {
    const agent = await app.repository.find('agent-1');

    const answer = await ask(app.playground.as(userId), general, '/agents agent-1');

    const said = `${answer.text} ${JSON.stringify(answer.blocks)}`;
    expect(said).toContain('Churn risk');
    expect([said.includes(String(agent?.['email'])), said.includes(String(agent?.['phone']))]).toEqual([shown, shown]);
  });

  it('is answered where the app is not a member, too', async () => {
    const answer = await ask(member, salesOps, '/agents revenue by specialization');

    expect(answer.onlyFor).toBe(people.member.id);
  });

  it('understands what Slack escapes on the way', async () => {
    const typed = await ask(member, general, '/agents nps &lt; 30 veteran');
    const plain = await ask(member, general, '/agents nps < 30 veteran');

    expect(typed.blocks[0]).toMatchObject({ type: plain.blocks[0]?.type, text: plain.blocks[0]?.['text'] });
  });

  it('offers the nearest questions when it does not understand', async () => {
    const answer = await ask(member, general, '/agents chrun wibble');
    const before = answersIn(member, general).length;

    const [first = ''] = buttonsIn(answer.blocks);
    await pressIn(member, answer, first);
    await vi.waitFor(() => expect(answersIn(member, general).length).toBeGreaterThan(before));

    expect(answersIn(member, general).at(-1)?.onlyFor).toBe(people.member.id);
  });

  it.each([
    { fault: 'rate_limited', retryAfterSeconds: 0, method: 'response_url', times: 2 },
    { fault: 'server_error', method: 'response_url', times: 2 },
    { fault: 'dropped', method: 'response_url' },
  ] as const)('is answered all the same after $fault', async (fault) => {
    app.playground.faults.add(fault);

    const answer = await ask(member, general, '/agents churn rookie');

    expect(answer.text).toMatch(/churn/i);
    expect(app.playground.faults.pending()).toEqual([]);
  });

  it('is answered another way when its response_url does not work at all', async () => {
    app.playground.faults.add({ fault: 'error', error: 'used_url', method: 'response_url' });

    const answer = await ask(member, general, '/agents churn rookie');

    expect(answer.onlyFor).toBe(people.member.id);
  });

  it('is answered in a simpler form when Slack refuses the blocks', async () => {
    const full = await ask(member, general, '/agents revenue by specialization');
    app.playground.faults.add({ fault: 'error', error: 'invalid_blocks', method: 'response_url', times: 2 });

    const answer = await ask(member, general, '/agents revenue by specialization');

    // All but the last line, which tells how long the reading took.
    expect(answer.text.split('\n').slice(0, -1)).toEqual(full.text.split('\n').slice(0, -1));
    expect(full.blocks.map(({ type }) => type)).toContain('data_visualization');
    expect(answer.blocks.map(({ type }) => type)).not.toContain('data_visualization');
  });

  it('leaves a reference in the log when nobody can be told', async () => {
    for (const method of ['response_url', 'chat.postEphemeral', 'chat.postMessage']) {
      app.playground.faults.add({ fault: 'error', error: 'account_inactive', method, times: 2 });
    }
    const before = answersIn(member, general).length;

    await member.say({ channel: general, text: '/agents churn rookie' });
    await vi.waitFor(() => expect(app.log()).toContain('the person could not be told'));

    const line =
      app
        .log()
        .split('\n')
        .find((text) => text.includes('could not be told')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ level: 'error', request: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(answersIn(member, general)).toHaveLength(before);
  });

  it('turns the pages of a long list in place', async () => {
    const list = await ask(member, general, '/agents top 60 revenue');
    const count = answersIn(member, general).length;

    await pressIn(member, list, /next/i);
    const turned = await vi.waitFor(() => {
      const found = answersIn(member, general).find(({ ts }) => ts === list.ts);
      expect(found?.edited).toBe(true);
      return found;
    });

    expect(answersIn(member, general)).toHaveLength(count);
    expect(turned?.text).not.toBe(list.text);
  });

  it('logs no token, secret, reply address, e-mail address or phone number', async () => {
    const agent = await app.repository.find('agent-1');
    await ask(member, general, '/agents agent-1');

    const log = app.log();

    expect(log).toContain('"what":"command /agents"');
    expect(log).not.toMatch(/xox[a-z]-|0123456789abcdef|\/response\/|trigger_id/);
    expect(log).not.toContain(String(agent?.['email']));
    expect(log).not.toContain(String(agent?.['phone']));
  });
});
