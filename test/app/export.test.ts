import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import type { Message } from '../../src/playground/workspace/message.ts';
import { type Person, people } from '../../src/playground/workspace/people.ts';
import { createAuditLog } from '../../src/state/audit-log.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { readCsv } from '../support/read-csv.ts';
import { answersIn, ask, buttonsIn, pressIn } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const download = 'Download CSV';
const directOf = ({ id }: Pick<Person, 'id'>): string => `D${id.slice(1)}`;

describe('downloading an answer', () => {
  let app: TestApp;
  let you: Actor;
  let guest: Actor;
  let begun: number;
  /** An answer to be downloaded again and again. */
  let topThree: Message;

  beforeAll(async () => {
    app = await startTestApp();
    [you, guest] = [app.playground.as(people.you.id), app.playground.as(people.guest.id)];
    begun = Date.now();
    topThree = await ask(you, general, '/agents top 3 churn');
  });
  afterEach(() => app.playground.faults.clear());
  afterAll(() => app.stop());

  const filesOf = ({ person }: Actor): readonly Message[] =>
    app.playground.workspace.messages(directOf(person)).filter(({ files }) => files.length > 0);

  async function press(actor: Actor, answer: Message): Promise<string> {
    const seen = () => answersIn(actor, answer.channel).filter(({ files }) => files.length === 0);
    const before = seen().length;
    await pressIn(actor, answer, download);
    return vi.waitFor(() => seen()[before]?.text ?? Promise.reject(new Error('nothing was said')), {
      timeout: 10_000,
      interval: 10,
    });
  }

  /** What the last file that came to somebody holds. */
  async function rowsOf(actor: Actor): Promise<{ titles: string[]; rows: string[][]; name: string; comment: string }> {
    const message = filesOf(actor).at(-1);
    const [file] = message?.files ?? [];
    const response = await fetch(`${app.playground.url}/page/files/${file?.id}?as=${actor.person.id}`);
    const [titles = [], ...rows] = readCsv(Buffer.from(await response.arrayBuffer()).toString('utf8'));
    return { titles, rows, name: file?.name ?? '', comment: message?.text ?? '' };
  }

  it('sends all rows to whoever pressed, alone, and says so where they pressed', async () => {
    const answer = await ask(you, general, '/agents top 50 churn');
    const others = [people.admin, people.member, people.guest].map((person) => app.playground.as(person.id));
    const seenBefore = others.map((actor) => [general, directOf(actor.person)].map((id) => actor.messages(id).length));

    const said = await press(you, answer);

    const { titles, rows, name } = await rowsOf(you);
    expect(name).toMatch(/^agents-highest-churn-risk-\d{4}-\d\d-\d\d\.csv$/);
    expect(said).toBe(`I sent you ${name} (50 rows) in our direct messages.`);
    expect(titles.slice(0, 4)).toEqual(['Rank', 'Id', 'Name', 'Churn risk']);
    expect(rows).toHaveLength(50);
    expect(rows.map(([, , , churn]) => Number(churn))).toEqual(
      rows.map(([, , , churn]) => Number(churn)).toSorted((a, b) => b - a),
    );
    expect(others.map((actor) => [general, directOf(actor.person)].map((id) => actor.messages(id).length))).toEqual(
      seenBefore,
    );
  });

  it('gives personal columns to those who may see them, at the end, and says nothing of them elsewhere', async () => {
    const agent = await app.repository.find('agent-3');
    const answer = await ask(you, general, '/agents top 1000 churn');
    await press(you, answer);

    const { titles, rows, name, comment } = await rowsOf(you);

    expect(titles.slice(-2)).toEqual(['Email', 'Phone']);
    const row = rows.find(([, id]) => id === 'agent-3') ?? [];
    expect(row.at(-2)).toBe(agent?.['email']);
    expect(rows).toHaveLength(120);
    const told = `${name} ${comment} ${app.log()}`;
    expect(rows.filter((each) => told.includes(String(each.at(-2))))).toEqual([]);
    expect(comment).toContain('Personal details');
  });

  it('gives a guest the same without personal columns', async () => {
    const answer = await ask(guest, general, '/agents top 1000 churn');
    await press(guest, answer);

    const { titles, rows, comment } = await rowsOf(guest);

    expect(rows).toHaveLength(120);
    expect(titles.join()).not.toMatch(/email|phone/i);
    expect(JSON.stringify(rows)).not.toContain('@');
    expect(comment).toContain('left out');
  });

  it('goes to whoever pressed under an answer that a whole channel sees', async () => {
    const thread = await you.say({ channel: general, text: '@Vitals nps by specialization' }).then(() =>
      vi.waitFor(() => {
        const found = answersIn(you, general).find(({ threadTs, text }) => threadTs !== undefined && /NPS/.test(text));
        return found ?? Promise.reject(new Error('no answer came'));
      }),
    );
    const mine = filesOf(you).length;
    const theirs = filesOf(guest).length;

    await press(guest, thread);

    expect(filesOf(guest)).toHaveLength(theirs + 1);
    expect(filesOf(you)).toHaveLength(mine);
    const { titles, rows } = await rowsOf(guest);
    expect(titles.slice(0, 3)).toEqual(['Specialization', 'Agents', 'Share (%)']);
    expect(titles).toEqual(expect.arrayContaining(['Average NPS', 'Median NPS', '90th percentile of NPS']));
    expect(rows.map(([, count]) => Number(count)).reduce((sum, count) => sum + count, 0)).toBe(120);
  });

  it.each<[string, string, readonly string[]]>([
    ['a summary', '/agents churn rookie', ['Id', 'Name', 'Churn risk']],
    ['a comparison', '/agents compare rookie vs veteran revenue', ['Experience level', 'Agents', 'Share (%)']],
    ['why', '/agents why churn rookie', ['Group', 'Segment', 'Share (%)']],
    ['entities', '/metrics student health', ['Id', 'Health', 'Inbound calls in 14 days']],
  ])('has a file of %s', async (_what, text, first) => {
    const answer = await ask(you, general, text);
    const said = await press(you, answer);

    const { titles, rows } = await rowsOf(you);

    expect(said).toMatch(/^I sent you /);
    expect(titles.slice(0, first.length)).toEqual(first);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.length === titles.length)).toBe(true);
  });

  it.each(['/agents agent-3', '/agents help', '/agents wibble wobble'])('is not offered by %s', async (text) => {
    expect(buttonsIn((await ask(you, general, text)).blocks)).not.toContain(download);
  });

  it('shows admins how Vitals is used, and nobody else', async () => {
    const admin = app.playground.as(people.admin.id);
    const answer = await ask(admin, directOf(admin.person), 'usage');

    expect(await press(admin, answer)).toMatch(/^I sent you usage-/);
    expect((await rowsOf(admin)).titles).toEqual(expect.arrayContaining(['Day', 'Questions', 'Cost (USD)']));
  });

  it('is in the audit log: who, what, how much, and whether personal', async () => {
    const answer = await ask(guest, general, '/agents top 7 revenue');
    await press(guest, answer);
    const auditLog = createAuditLog(app.storage.insightsClient, stateTable.name);

    const [note] = await auditLog.notesFor('export', { limit: 1 });

    expect(note).toMatchObject({ userId: people.guest.id, action: 'export', via: 'button' });
    expect(Date.parse(note?.at ?? '')).toBeGreaterThanOrEqual(begun);
    expect(note?.details).toMatchObject({ command: '/agents top 7 revenue', rows: 7, personal: false });
  });

  it.each<[string, string, RegExp]>([
    ['files.getUploadURLExternal', 'missing_scope', /permissions files:write.*Reference: \w+$/],
    ['conversations.open', 'missing_scope', /permissions files:write and im:write/],
    ['conversations.open', 'user_not_found', /cannot write to you directly/],
    ['files.getUploadURLExternal', 'file_uploads_disabled', /does not take such a file/],
    ['files.completeUploadExternal', 'channel_not_found', /refused the file \(channel_not_found\)/],
  ])('says what stands in the way when %s answers %s', async (method, error, words) => {
    const files = filesOf(you).length;
    app.playground.faults.add({ fault: 'error', method, error });

    expect(await press(you, topThree)).toMatch(words);
    expect(filesOf(you)).toHaveLength(files);
  });

  it('says that Slack asks to slow down where waiting does not help', async () => {
    app.playground.faults.add({ fault: 'rate_limited', retryAfterSeconds: 300, method: 'files.getUploadURLExternal' });

    expect(await press(you, topThree)).toMatch(/asked me to slow down, so the file was not sent/);
  });

  it('tries again where the bytes did not arrive', async () => {
    app.playground.faults.add({ fault: 'server_error', method: 'upload_url' });

    expect(await press(you, topThree)).toMatch(/^I sent you/);
  });

  it('does not send a file twice when Slack does not confirm it, and says so', async () => {
    const files = filesOf(you).length;
    app.playground.faults.add({ fault: 'lost_reply', method: 'files.completeUploadExternal' });

    expect(await press(you, topThree)).toMatch(/did not confirm the file. Look into our direct messages/);
    expect(filesOf(you)).toHaveLength(files + 1);
  });

  it('does one at a time for each person', async () => {
    const files = filesOf(you).length;
    app.playground.faults.add({ fault: 'delay', delayMs: 300, method: 'files.getUploadURLExternal' });

    await pressIn(you, topThree, download);
    const second = await press(you, topThree);

    expect(second).toMatch(/still at your last download/);
    await vi.waitFor(() => expect(answersIn(you, general).at(-1)?.text).toMatch(/^I sent you/), { timeout: 5000 });
    expect(filesOf(you)).toHaveLength(files + 1);
  });

  it('says so when nobody fits any more, and sends no file', async () => {
    const agent = await app.repository.find('agent-7');
    const answer = await ask(you, general, `/agents top 5 churn revenue = ${Number(agent?.['revenue'])}`);
    await app.repository.update('agent-7', [{ metric: 'revenue', from: Number(agent?.['revenue']), to: 1 }]);

    await vi.waitFor(async () => expect(await press(you, answer)).toMatch(/nothing to download/), { timeout: 5000 });

    const files = filesOf(you).length;
    await press(you, answer);
    expect(filesOf(you)).toHaveLength(files);
  });
});
