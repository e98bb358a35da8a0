import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { bot, people } from '../../../src/playground/workspace/people.ts';
import { type SlackWorkspace, signingSecret, startSlackWorkspace } from '../../support/slack-workspace.ts';
import { actions, button } from '../support/create-desk.ts';
import { startFakeApp } from '../support/fake-app.ts';

const { csAlerts, general, salesOps } = conversationIds;
const metadata = { event_type: 'vitals_alert', event_payload: { key: 'agent-42' } };
const dana = people.you.id;

let directory: string;
let keepIn: string;
let logged: string[];
let open: SlackWorkspace[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitals-playground-'));
  keepIn = join(directory, 'playground.json');
  logged = [];
  open = [];
});
afterEach(async () => {
  for (const { playground } of open) await playground.close();
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<SlackWorkspace> {
  const workspace = await startSlackWorkspace({ keepIn, log: ({ text }) => logged.push(text) });
  open.push(workspace);
  return workspace;
}

async function restart(before: SlackWorkspace): Promise<SlackWorkspace> {
  await before.playground.close();
  return start();
}

async function pageOf({ playground }: SlackWorkspace): Promise<object> {
  const response = await fetch(`${playground.url}/page/workspace?as=${dana}`);
  return (await response.json()) as object;
}

/** An alert with a reply, as the app posts them; settles with the alert's timestamp. */
async function postAlert(workspace: SlackWorkspace): Promise<string> {
  const blocks = actions(button({ action_id: 'acknowledge' }));
  const { ts } = await workspace.call('chat.postMessage', {
    channel: csAlerts,
    text: 'Maria is at risk',
    blocks,
    metadata,
  });
  await workspace.call('chat.postMessage', { channel: csAlerts, text: 'Tom too', thread_ts: ts });
  await workspace.call('reactions.add', { channel: csAlerts, timestamp: ts, name: 'eyes' });
  return ts;
}

describe('a workspace that is kept in a file', () => {
  it('shows after a restart what it showed before', async () => {
    const first = await start();
    await postAlert(first);
    await first.call('views.publish', { user_id: dana, view: { type: 'home', blocks: actions(button()) } });
    await first.call('assistant.threads.setTitle', { channel_id: general, thread_ts: 'a-thread', title: 'Rookies' });
    first.playground.workspace.join(salesOps, bot.id);
    const before = await pageOf(first);

    const after = await pageOf(await restart(first));

    expect(after).toEqual({ ...before, threads: expect.anything() });
    expect(after).toMatchObject({
      messages: [{ reactions: [{ name: 'eyes' }] }, { text: 'Tom too' }],
      home: { type: 'home' },
      threads: [{ channel: general, threadTs: 'a-thread', state: { title: 'Rookies' } }],
    });
  });

  it('lets the app find, thread and change what it posted before', async () => {
    const first = await start();
    const ts = await postAlert(first);

    const second = await restart(first);
    const history = await second.call('conversations.history', { channel: csAlerts, include_all_metadata: true });
    const reply = await second.call('chat.postMessage', { channel: csAlerts, text: 'and Ann', thread_ts: ts });
    const update = await second.call('chat.update', { channel: csAlerts, ts, text: 'Maria is looked after' });
    const unknown = await second.call('chat.update', { channel: csAlerts, ts: '1.000001', text: 'nobody' });

    expect(history['messages']).toMatchObject([{ ts, metadata, reply_count: 1 }]);
    expect(reply['message'].thread_ts).toBe(ts);
    expect(update.ok).toBe(true);
    expect(unknown.error).toBe('message_not_found');
  });

  it('hands a press of an old button to the app', async () => {
    const app = await startFakeApp(signingSecret);
    const first = await start();
    const ts = await postAlert(first);
    const second = await restart(first);
    second.playground.connect(app.url);
    const blockId = second.playground.workspace.find(csAlerts, ts)?.blocks[0]?.block_id ?? '';

    await second.playground.as(dana).press({ in: { channel: csAlerts, ts }, blockId, actionId: 'acknowledge' });

    expect(app.received.at(-1)?.payload).toMatchObject({ message: { ts }, actions: [{ action_id: 'acknowledge' }] });
    await app.close();
  });

  it('gives later timestamps than before, even where the last message is gone and the clock went back', async () => {
    const first = await start();
    first.clock.now += 60_000;
    await postAlert(first);
    const last = await first.call('chat.postMessage', { channel: general, text: 'never mind' });
    await first.call('chat.delete', { channel: general, ts: last['ts'] });

    const second = await restart(first);
    const next = await second.call('chat.postMessage', { channel: general, text: 'again' });

    expect(Number(next['ts'])).toBeGreaterThan(Number(last['ts']));
  });

  it('still shows a file and how it began, and has forgotten the rest of it', async () => {
    const first = await start();
    const file = 'Name,Churn\r\nMaria,82\r\n';
    const ticket = await first.call('files.getUploadURLExternal', { filename: 'a.csv', length: file.length });
    await fetch(ticket['upload_url'], { method: 'POST', body: file });
    await first.call('files.completeUploadExternal', { files: [{ id: ticket['file_id'] }], channel_id: general });

    const second = await restart(first);

    const preview = [
      ['Name', 'Churn'],
      ['Maria', '82'],
    ];
    expect(await pageOf(second)).toMatchObject({ messages: [{ files: [{ name: 'a.csv', preview, isKept: false }] }] });
    const address = `${second.playground.url}/page/files/${ticket['file_id']}?as=${dana}`;
    expect((await fetch(address)).status).toBe(410);
  });

  it('forgets what only one person saw', async () => {
    const first = await start();
    await first.call('chat.postEphemeral', { channel: general, user: dana, text: 'for you alone' });
    await first.call('chat.postMessage', { channel: general, text: 'for all' });

    const second = await restart(first);

    expect(second.playground.workspace.messages(general).map(({ text }) => text)).toEqual(['for all']);
    expect(await readFile(keepIn, 'utf8')).not.toContain('for you alone');
  });

  it('has written what was said without being closed', async () => {
    const first = await start();
    const ts = await postAlert(first);
    await vi.waitFor(async () => expect(await readFile(keepIn, 'utf8')).toContain('eyes'), { interval: 10 });

    const second = await start();

    expect(second.playground.workspace.find(csAlerts, ts)?.text).toBe('Maria is at risk');
  });

  it('writes nothing while nothing is said', async () => {
    const first = await start();
    await first.call('chat.postEphemeral', { channel: general, user: dana, text: 'for you alone' });

    await first.playground.close();

    expect(await readdir(directory)).toEqual([]);
  });
});

describe('the file', () => {
  it.each([
    ['is cut off', (whole: string) => whole.slice(0, -20)],
    ['is of another version', (whole: string) => whole.replace('"version":1', '"version":2')],
    ['has another form', (whole: string) => whole.replace('"ts":"', '"ts":"x')],
  ])('counts as none where it %s, with a warning that quotes nothing', async (_title, damage) => {
    const first = await start();
    await postAlert(first);
    await first.playground.close();
    const whole = await readFile(keepIn, 'utf8');
    expect(damage(whole)).not.toBe(whole);
    await writeFile(keepIn, damage(whole));

    const second = await start();
    await postAlert(second);
    const third = await restart(second);

    expect(second.playground.workspace.messages(csAlerts)).toHaveLength(2);
    expect(third.playground.workspace.messages(csAlerts)).toHaveLength(2);
    expect(logged).toEqual([expect.stringContaining('playground.json cannot be read')]);
    expect(logged[0]).not.toContain('Maria');
  });

  it('is what was written last where a writer was killed over a draft, which is taken away', async () => {
    const first = await start();
    const ts = await postAlert(first);
    await first.playground.close();
    await writeFile(`${keepIn}.5f0c.draft`, '{"version":1,"mess');
    await writeFile(`${keepIn}.backup`, 'somebody else’s');

    const second = await start();
    await second.playground.close();

    expect(second.playground.workspace.find(csAlerts, ts)?.text).toBe('Maria is at risk');
    expect(await readdir(directory)).toEqual(['playground.json', 'playground.json.backup']);
    expect(logged).toEqual([]);
  });

  it('is for this user alone, with no draft beside it', async () => {
    const first = await start();
    await postAlert(first);

    await first.playground.close();

    expect((await stat(keepIn)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(['playground.json']);
  });

  it('is warned of once where it cannot be written, and the workspace goes on', async () => {
    await writeFile(join(directory, 'taken'), '');
    keepIn = join(directory, 'taken', 'playground.json');
    const first = await start();
    logged.length = 0;
    await postAlert(first);
    await vi.waitFor(() => expect(logged).toHaveLength(1), { interval: 10 });

    await first.playground.close();

    expect(logged).toEqual([expect.stringContaining('cannot be kept in')]);
  });
});
