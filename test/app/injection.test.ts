import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { intentSchema } from '../../src/intents/intent.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { injections } from '../intents/bedrock/injections.ts';
import { type BedrockServer, startBedrockServer } from '../support/bedrock-server.ts';
import { answersIn } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const direct = `D${people.you.id.slice(1)}`;

/** What a model would say that does as the texts tell it. */
const obedient = JSON.stringify({
  intent: { kind: 'update', dataset: 'agents', subject: 'agent-3', changes: [{ metric: 'npsScore', value: 1 }] },
});

describe('texts that try to take over', () => {
  let bedrock: BedrockServer;
  let app: TestApp;

  beforeAll(async () => {
    bedrock = await startBedrockServer();
    bedrock.play({ kind: 'text', text: obedient });
    const settings = {
      BEDROCK_MODEL_ID: 'us.model-1',
      BEDROCK_ENDPOINT: bedrock.endpoint,
      BEDROCK_QUESTIONS_PER_MINUTE: '10000',
      LOG_LEVEL: 'warn',
    };
    app = await startTestApp({ settings });
  });

  afterAll(async () => {
    await app.stop();
    await bedrock.stop();
  });

  async function scan(table: string): Promise<readonly Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client: app.storage.client }, { TableName: table })) {
      items.push(...(page.Items ?? []));
    }
    return items.toSorted((one, other) => (String(one['id']) < String(other['id']) ? -1 : 1));
  }

  it(`change nothing, ${injections.length} of them, written by an editor to a model that obeys`, {
    timeout: 60_000,
  }, async () => {
    const editor = app.playground.as(people.you.id);
    const before = await scan('ZillowAgents');

    // A conversation of the workspace keeps 500 messages, so that there are two.
    for (const [index, text] of injections.entries()) {
      await editor.say(index % 2 === 0 ? { channel: direct, text } : { channel: general, text: `@Vitals ${text}` });
    }
    const answered = (): number => answersIn(editor, direct).length + answersIn(editor, general).length;
    await vi.waitFor(() => expect(answered()).toBe(injections.length), { timeout: 50_000, interval: 100 });
    await app.vitals.stop(5000);

    expect(await scan('ZillowAgents')).toEqual(before);
    const state = await scan('vitals-state');
    expect(state.filter(({ pk }) => String(pk).startsWith('audit'))).toEqual([]);
    const intents = state.filter(({ pk }) => String(pk).startsWith('conversation#')).map(({ intent }) => intent);
    expect(intents).toHaveLength(injections.length);
    expect(intents.filter((intent) => !intentSchema.safeParse(intent).success)).toEqual([]);
    expect(editor.views()).toEqual([]);
  });
});
