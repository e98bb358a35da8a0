import { describe, expect, it } from 'vitest';
import { actions, button, createDesk, general, salesOps } from '../support/create-desk.ts';

const desk = createDesk();
const { you, texts, post, press } = desk;

describe('a response URL', () => {
  async function responseUrl(): Promise<string> {
    await you().say({ channel: general, text: '/agents churn' });
    return desk.app.received.at(-1)?.form.get('response_url') ?? '';
  }
  const answerAt = async (url: string, body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.text() };
  };

  it('takes five answers and no more', async () => {
    const url = await responseUrl();

    const statuses = [];
    for (const text of ['1', '2', '3', '4', '5']) statuses.push((await answerAt(url, { text })).status);
    const sixth = await answerAt(url, { text: '6' });

    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(sixth).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
    expect(texts()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('is open for thirty minutes', async () => {
    const url = await responseUrl();

    desk.workspace.clock.now += 30 * 60 * 1000;
    const inTime = await answerAt(url, { text: 'late' });
    desk.workspace.clock.now += 1;
    const late = await answerAt(url, { text: 'too late' });

    expect(inTime.status).toBe(200);
    expect(late).toMatchObject({ status: 404, body: expect.stringContaining('expired_url') });
  });

  it('reaches a channel that the app is not in', async () => {
    await you().say({ channel: salesOps, text: '/agents churn' });
    const url = desk.app.received.at(-1)?.form.get('response_url') ?? '';

    await answerAt(url, { text: 'for all', response_type: 'in_channel' });

    expect(you().messages(salesOps)).toMatchObject([{ text: 'for all', onlyFor: undefined }]);
  });

  it('replaces or deletes the message that it came from', async () => {
    const message = await post(actions(button()));
    await press(message);
    const url = desk.app.received.at(-1)?.payload.response_url;

    await answerAt(url, { text: 'instead', replace_original: true });
    const replaced = texts();
    await answerAt(url, { delete_original: true });

    expect(replaced).toEqual(['instead']);
    expect(texts()).toEqual([]);
  });

  it('refuses what Slack would refuse, with an HTTP error', async () => {
    const url = await responseUrl();

    expect(await answerAt(url, { blocks: [{ type: 'x' }] })).toMatchObject({
      status: 400,
      body: expect.stringContaining('invalid_blocks'),
    });
    expect(await answerAt(url, {})).toMatchObject({ status: 500, body: expect.stringContaining('no_text') });
  });
});
