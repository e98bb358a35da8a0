import type { ServerResponse } from 'node:http';
import type { Stand } from '../stand.ts';
import type { SharedFile } from '../workspace/files.ts';
import type { Person } from '../workspace/people.ts';
import { sees } from '../workspace/visibility.ts';
import { type Exchange, readBytes, sendJson, sendText } from './exchange.ts';
import { withFault } from './with-fault.ts';

/** Far more than the app sends. */
const uploadLimit = 20_000_000;

/**
 * Serves `/upload/v1/<ticket>`: takes the bytes of a file, raw or as a form.
 *
 * @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal
 */
export async function serveUpload({ request, response, url }: Exchange, stand: Stand): Promise<void> {
  if (request.method !== 'POST') return sendText(response, 405, 'Files come by POST.');
  const body = await readBytes(request, uploadLimit);
  const bytes = await fileIn(body, request.headers['content-type'] ?? '');
  await withFault(stand.faults.take('upload_url'), response, () => {
    const outcome = stand.files.receive(url.pathname, bytes);
    const contentType = 'text/plain; charset=utf-8';
    if (outcome === 'taken') return { status: 200, contentType, body: `OK - ${bytes.length}` };
    stand.warn({ method: 'upload_url', text: outcome });
    return { status: outcome === 'unknown_ticket' ? 404 : 400, contentType, body: outcome };
  });
}

async function fileIn(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const file = [...form.values()].find((value) => value instanceof Blob);
  return file === undefined ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer());
}

/** Serves `/page/files/<id>`: what a file holds, to whoever sees a message that shows it. */
export function servePageFileContent({ response, url }: Exchange, person: Person, stand: Stand): void {
  const file = fileSeenBy(person, url.pathname.slice('/page/files/'.length), stand);
  const content = file && stand.files.content(file.id);
  if (file === undefined) sendJson(response, 404, { error: 'There is no such file here.' });
  else if (content === undefined) sendJson(response, 410, { error: 'The workspace has forgotten this file.' });
  else sendFile(response, file, content);
}

function sendFile(response: ServerResponse, file: SharedFile, content: Buffer): void {
  response.writeHead(200, {
    'content-type': `${file.mimetype}; charset=utf-8`,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(content);
}

function fileSeenBy(person: Person, id: string, { workspace }: Stand): SharedFile | undefined {
  return workspace
    .conversations()
    .flatMap((conversation) => workspace.messages(conversation.id))
    .filter((message) => sees(person, message, workspace))
    .flatMap(({ files }) => files)
    .find((file) => file.id === id);
}
