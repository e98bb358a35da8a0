import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { answersIn } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { csAlerts } = conversationIds;
const shortly = { timeout: 15_000, interval: 25 };

let app: TestApp;

beforeAll(async () => {
  // So high that the first sweep finds hardly anybody: a channel takes a message a second.
  const settings = { ALERT_CHANNEL: csAlerts, ALERT_GROUP_INTERVAL_SECONDS: '1', ALERT_MIN_RISK: '95' };
  app = await startTestApp({ settings });
});
afterAll(() => app.stop());

/** Whoever is not in trouble, so that the first sweep has nothing to say of them. */
async function somebodyWell(): Promise<string> {
  for (let number = 1; number <= 120; number += 1) {
    const agent = await app.repository.find(`agent-${number}`);
    if (Number(agent?.['churnRisk']) < 40 && Number(agent?.['revenueAtRisk']) < 1_000) return `agent-${number}`;
  }
  throw new Error('everybody is in trouble');
}

it('posts in the channel of the configuration what a change of the record brings', async () => {
  const you = app.playground.as(people.you.id);
  const id = await somebodyWell();

  await app.storage.client.send(
    new UpdateCommand({
      TableName: agents.table.name,
      Key: { id },
      UpdateExpression: 'SET churnRisk = :high',
      ExpressionAttributeValues: { ':high': 97 },
    }),
  );

  await vi.waitFor(() => {
    const texts = answersIn(you, csAlerts).map(({ text }) => text);
    expect(texts.join('\n')).toContain(`(${id})`);
  }, shortly);
});

it('does not wait at its end for a Slack that is silent', async () => {
  app.playground.faults.add({ fault: 'delay', delayMs: 1_500, method: 'chat.postMessage', times: 10 });
  await app.storage.client.send(
    new UpdateCommand({
      TableName: agents.table.name,
      Key: { id: await somebodyWell() },
      UpdateExpression: 'SET churnRisk = :high',
      ExpressionAttributeValues: { ':high': 98 },
    }),
  );
  await vi.waitFor(() => expect(app.playground.faults.pending()).toMatchObject([{ times: 9 }]), shortly);

  await app.vitals.stop(50);

  expect(app.log()).toContain('stopped before what alerts had under way was finished');
});
