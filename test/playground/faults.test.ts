import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';

const { csAlerts, general } = conversationIds;

let slack: SlackWorkspace;

beforeEach(async () => {
  slack = await startSlackWorkspace();
});

afterEach(() => slack.playground.close());

const post = (channel: string) => slack.call('chat.postMessage', { channel, text: 'hello' });

describe('faults', () => {
  it('meet the calls about one channel alone', async () => {
    slack.playground.faults.add({ fault: 'error', error: 'fatal_error', channel: csAlerts, times: 2 });

    expect(await post(general)).toMatchObject({ ok: true });
    expect(await post(csAlerts)).toMatchObject({ error: 'fatal_error' });
    expect(await slack.call('conversations.history', { channel: csAlerts })).toMatchObject({ error: 'fatal_error' });
    expect(await post(csAlerts)).toMatchObject({ ok: true });
  });

  it('follow a rule until they are cleared, after those that were added', async () => {
    const { faults } = slack.playground;
    const asked: (readonly [string, string | undefined])[] = [];
    faults.rule((method, channel) => {
      asked.push([method, channel]);
      return channel === csAlerts ? { fault: 'error', error: 'internal_error' } : undefined;
    });
    faults.add({ fault: 'error', error: 'fatal_error' });

    expect(await post(csAlerts)).toMatchObject({ error: 'fatal_error' });
    expect(await post(csAlerts)).toMatchObject({ error: 'internal_error' });
    expect(await post(general)).toMatchObject({ ok: true });
    faults.clear();
    expect(await post(csAlerts)).toMatchObject({ ok: true });

    expect(asked).toEqual([
      ['chat.postMessage', csAlerts],
      ['chat.postMessage', general],
    ]);
  });
});
