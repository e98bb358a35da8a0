import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import type { Message } from '../../src/playground/workspace/message.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { answersIn, ask, buttonsIn, pressIn } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general, salesOps, leadership } = conversationIds;

describe('posting an answer to the channel', () => {
  let app: TestApp;
  let you: Actor;

  beforeAll(async () => {
    app = await startTestApp();
    you = app.playground.as(people.you.id);
  });

  afterEach(() => app.playground.faults.clear());
  afterAll(() => app.stop());

  const publicIn = (channel: string): readonly Message[] =>
    answersIn(you, channel).filter(({ onlyFor }) => onlyFor === undefined);

  async function post(channel: string, text: string): Promise<Message> {
    const answer = await ask(you, channel, text);
    const before = publicIn(channel).length;
    await pressIn(you, answer, 'Post to channel');
    return vi.waitFor(() => {
      const posted = publicIn(channel)[before];
      if (posted === undefined) throw new Error('nothing was posted');
      return posted;
    });
  }

  it.each([
    ['where the app is a member', general],
    ['where it is not', salesOps],
    ['in a private channel that it cannot see', leadership],
  ])('shows it to everyone %s, and says who posted it', async (_where, channel) => {
    const posted = await post(channel, '/agents churn rookie');

    expect(posted.text).toMatch(/churn/i);
    expect(posted.text).toContain(`Posted by <@${people.you.id}>`);
    expect(JSON.stringify(posted.blocks)).toContain(`<@${people.you.id}>`);
  });

  it('offers no button to post what is posted already', async () => {
    const posted = await post(general, '/agents churn rookie');

    expect(JSON.stringify(posted.blocks)).not.toContain('Post to channel');
  });

  it('offers no such button where there is no channel', async () => {
    const answer = await ask(you, `D${people.you.id.slice(1)}`, 'churn of rookies');

    expect(buttonsIn(answer.blocks)).not.toContain('Post to channel');
    expect(buttonsIn(answer.blocks)).toContain('Open the list');
  });

  it('leaves personal attributes out, which the asker alone can see', async () => {
    const agent = await app.repository.find('agent-3');
    const answer = await ask(you, general, '/agents agent-3');
    const posted = await post(general, '/agents agent-3');

    for (const personal of [String(agent?.['email']), String(agent?.['phone'])]) {
      expect(JSON.stringify(answer)).toContain(personal);
      expect(JSON.stringify(posted)).not.toContain(personal);
    }
  });

  it('does not post twice when Slack does not confirm, and says so', async () => {
    const answer = await ask(you, general, '/agents nps veteran');
    const [all, posts] = [answersIn(you, general).length, publicIn(general).length];
    app.playground.faults.add({ fault: 'lost_reply', method: 'chat.postMessage' });

    await pressIn(you, answer, 'Post to channel');
    await vi.waitFor(() => expect(answersIn(you, general).length).toBe(all + 2));

    expect(publicIn(general)).toHaveLength(posts + 1);
    expect(answersIn(you, general).at(-1)?.text).toMatch(/did not confirm/);
  });

  it('waits out a rate limit', async () => {
    app.playground.faults.add({ fault: 'rate_limited', retryAfterSeconds: 0, method: 'chat.postMessage' });

    expect((await post(general, '/agents churn veteran')).text).toMatch(/churn/i);
  });

  it('never shows an e-mail address or phone number in any channel, whatever is asked', async () => {
    const mention = '@Vitals';
    const texts = ['agent-5', 'email of agent-5', 'top 10 revenue', 'set agent-5 nps 50', 'phone agent-5', 'help'];
    for (const text of texts) await you.say({ channel: general, text: `${mention} ${text}` });
    await vi.waitFor(() => expect(threadAnswers()).toHaveLength(texts.length), { timeout: 10_000 });
    const personal: string[] = [];
    for await (const page of app.repository.readAll({ attributes: ['email', 'phone'] })) {
      personal.push(...page.items.flatMap((item) => [String(item['email']), String(item['phone'])]));
    }

    const seen = JSON.stringify([general, salesOps, leadership].map((channel) => publicIn(channel)));

    expect(personal.length).toBe(240);
    expect(personal.filter((value) => seen.includes(value))).toEqual([]);
  });

  function threadAnswers(): readonly Message[] {
    return publicIn(general).filter(({ threadTs }) => threadTs !== undefined);
  }
});
