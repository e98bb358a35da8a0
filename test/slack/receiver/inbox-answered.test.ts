import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { type Playground, startPlayground } from '../../../src/playground/start-playground.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { createWebClient, webClientOptions } from '../../../src/slack/create-slack-app.ts';
import { answerMetadata, createAnsweredCheck } from '../../../src/slack/receiver/inbox-answered.ts';
import type { KeptBody } from '../../../src/slack/receiver/inbox-event.ts';

const botToken = 'xoxb-111-222-testTESTtest';
const channel = conversationIds.csAlerts;

let slack: Playground;
let client: WebClient;
let isAnswered: (event: KeptBody) => Promise<boolean>;

beforeEach(async () => {
  slack = await startPlayground({ port: 0, botToken, signingSecret: '0123456789abcdef0123456789abcdef' });
  client = createWebClient(botToken, webClientOptions(slack.apiUrl, createLog({ level: 'silent' })));
  isAnswered = createAnsweredCheck(client);
});

afterEach(() => slack.close());

async function say(text: string, parts: { thread?: string; answers?: string } = {}): Promise<string> {
  const { thread, answers } = parts;
  const { ts } = await client.chat.postMessage({
    channel,
    text,
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(answers === undefined ? {} : { metadata: answerMetadata(answers) }),
  });
  return String(ts);
}

const event = (ts: string, thread?: string): KeptBody => ({
  type: 'event_callback',
  event_id: 'Ev0A1',
  event: {
    type: 'app_mention',
    channel,
    user: 'U1',
    text: 'churn?',
    ts,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  },
});

describe('createAnsweredCheck', () => {
  it('finds the answer to a question that began a thread', async () => {
    const question = await say('churn?');
    const before = await isAnswered(event(question));
    await say('51.2', { thread: question, answers: 'Ev0A1' });

    expect(before).toBe(false);
    expect(await isAnswered(event(question))).toBe(true);
  });

  it('finds the answer to a question within a thread', async () => {
    const root = await say('nps?');
    const question = await say('churn?', { thread: root });
    await say('51.2', { thread: root, answers: 'Ev0A1' });

    expect(await isAnswered(event(question, root))).toBe(true);
  });

  it('takes no other message of ours for it', async () => {
    const root = await say('nps?');
    const question = await say('churn?', { thread: root });
    await say('64', { thread: root, answers: 'Ev0B2' });
    await say('One moment', { thread: root });

    expect(await isAnswered(event(question, root))).toBe(false);
  });

  it('finds an answer behind many messages', async () => {
    const question = await say('churn?');
    for (let count = 0; count < 205; count += 1) await say('and?', { thread: question });
    await say('51.2', { thread: question, answers: 'Ev0A1' });

    expect(await isAnswered(event(question))).toBe(true);
  });

  it('says when Slack does not tell', async () => {
    await expect(isAnswered(event('1772366398.000200'))).rejects.toMatchObject({ code: 'slack.rejected' });
  });
});
