import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { people } from '../../../src/playground/workspace/people.ts';
import { type ApiAnswer, type SlackWorkspace, startSlackWorkspace } from '../../support/slack-workspace.ts';

const { salesOps, leadership } = conversationIds;
const { you, member } = people;
const direct = `D${you.id.slice(1)}`;
const table = '\uFEFFName,Note\r\nMaria,"says ""hi"", twice"\r\n';

let workspace: SlackWorkspace;

beforeAll(async () => {
  workspace = await startSlackWorkspace();
});
afterEach(() => workspace.playground.faults.clear());
afterAll(() => workspace.playground.close());

const call: SlackWorkspace['call'] = (...args) => workspace.call(...args);

async function upload(body: string | FormData = table, length = Buffer.byteLength(table)): Promise<ApiAnswer> {
  const ticket = await call('files.getUploadURLExternal', { filename: 'people.csv', length });
  const { status } = await fetch(ticket['upload_url'], { method: 'POST', body });
  return { ...ticket, status };
}

const complete = (id: unknown, args: object = { channel_id: direct }): Promise<ApiAnswer> =>
  call('files.completeUploadExternal', { files: [{ id }], ...args });

function messagesFor(person: { readonly id: string }, channel = direct) {
  return workspace.playground.as(person.id).messages(channel);
}

const download = (id: string, person: { readonly id: string }): Promise<Response> =>
  fetch(`${workspace.playground.url}/page/files/${id}?as=${person.id}`);

describe('a file', () => {
  it('is uploaded, shared, shown with its first rows, and can be had by whoever sees the message', async () => {
    const { file_id: id, status } = await upload();

    const shared = await complete(id, { channel_id: direct, initial_comment: 'Here it is' });

    expect(status).toBe(200);
    expect(shared).toMatchObject({ ok: true, files: [{ id, name: 'people.csv', mimetype: 'text/csv' }] });
    const message = messagesFor(you).at(-1);
    expect(message).toMatchObject({
      text: 'Here it is',
      files: [
        {
          name: 'people.csv',
          preview: [
            ['Name', 'Note'],
            ['Maria', 'says "hi", twice'],
          ],
        },
      ],
    });
    const response = await download(id, you);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await response.arrayBuffer()).toString('utf8')).toBe(table);
    expect((await download(id, member)).status).toBe(404);
  });

  it('may come as a form', async () => {
    const form = new FormData();
    form.set('file', new Blob([table]), 'people.csv');

    const { file_id: id } = await upload(form);

    expect(await complete(id)).toMatchObject({ ok: true, files: [{ size: Buffer.byteLength(table) }] });
  });

  it('is seen in what the app reads back', async () => {
    const { file_id: id } = await upload();
    await complete(id);

    const { messages } = await call('conversations.history', { channel: direct, limit: 1 });

    expect(messages).toMatchObject([{ files: [{ id, filetype: 'csv' }] }]);
  });

  it('is shown nowhere until it is completed, nor without a channel', async () => {
    const before = messagesFor(you).length;

    const { file_id: id } = await upload();
    const completed = await complete(id, {});

    expect(completed.ok).toBe(true);
    expect(messagesFor(you)).toHaveLength(before);
    expect((await download(id, you)).status).toBe(404);
  });

  it('can be completed once only, and only when all of it has come', async () => {
    const { file_id: id } = await upload();
    await complete(id);
    const missing = await upload('half of it');

    expect(await complete(id)).toMatchObject({ ok: false, error: 'file_not_found' });
    expect(missing['status']).toBe(400);
    expect(await complete(missing['file_id'])).toMatchObject({ ok: false, error: 'file_not_found' });
    expect(await complete('F0000000000')).toMatchObject({ ok: false, error: 'file_not_found' });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['invalid_arguments', 'files.getUploadURLExternal', { length: 5 }],
    ['invalid_arguments', 'files.getUploadURLExternal', { filename: 'a.csv' }],
    ['missing_argument', 'files.getUploadURLExternal', { filename: 'a.csv', length: 0 }],
    ['invalid_arguments', 'files.completeUploadExternal', { channel_id: direct }],
    ['invalid_arguments', 'files.completeUploadExternal', { files: [] }],
    ['invalid_arguments', 'files.completeUploadExternal', { files: '[{' }],
    ['invalid_arguments', 'files.completeUploadExternal', { files: [{ id: 'F1' }], channel_id: you.id }],
    ['channel_not_found', 'files.completeUploadExternal', { files: [{ id: 'F1' }], channel_id: 'C0000000000' }],
    ['channel_not_found', 'files.completeUploadExternal', { files: [{ id: 'F1' }], channel_id: leadership }],
    ['not_in_channel', 'files.completeUploadExternal', { files: [{ id: 'F1' }], channel_id: salesOps }],
    [
      'thread_not_found',
      'files.completeUploadExternal',
      { files: [{ id: 'F1' }], channel_id: direct, thread_ts: '1.0' },
    ],
  ])('is refused with %s by %s for %j', async (error, method, args) => {
    expect(await call(method, args)).toMatchObject({ ok: false, error });
  });

  it('is not taken at an address that nobody was given, nor by another method', async () => {
    const address = `${workspace.playground.url}/upload/v1/nobody`;

    expect((await fetch(address, { method: 'POST', body: 'x' })).status).toBe(404);
    expect((await fetch(address)).status).toBe(405);
  });

  it('meets faults on its way up', async () => {
    workspace.playground.faults.add({ fault: 'server_error', method: 'upload_url' });

    expect((await upload())['status']).toBe(503);
    expect((await upload())['status']).toBe(200);
  });
});
