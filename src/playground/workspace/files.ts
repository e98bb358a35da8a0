import { randomBytes } from 'node:crypto';
import { csvPreview } from './csv-preview.ts';

/** A file as the message that shows it knows it. */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  /** In bytes. */
  readonly size: number;
  /** The first fields of the first rows, where it is a table. */
  readonly preview: readonly (readonly string[])[];
}

interface Upload {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  bytes: Buffer | undefined;
}

export interface Files {
  /** Makes room for a file: its id, and the path, from the root of this server, that takes its bytes. */
  issue(name: string, length: number): { readonly id: string; readonly path: string };
  /** Takes the bytes that come to such a path. */
  receive(path: string, bytes: Buffer): 'taken' | 'unknown_ticket' | 'wrong_length';
  /** The file of that id, if all of it is there; it is given out once. */
  complete(id: string, title: string | undefined): SharedFile | undefined;
  /** What a completed file holds, unless that is forgotten. */
  content(id: string): Buffer | undefined;
}

/** How many files are remembered; the messages that show older ones stay. */
const keptFiles = 50;

const uploadPath = '/upload/v1/';
const mimetypes: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', json: 'application/json' };

/** Whether a path is one that files are sent to. */
export function isUploadPath(pathname: string): boolean {
  return pathname.startsWith(uploadPath);
}

/** Files on their way, and what those that came hold. A restart forgets both. */
export function createFiles(): Files {
  const tickets = new Map<string, Upload>();
  const contents = new Map<string, Buffer>();

  return {
    issue(name, length) {
      const id = `F08${randomBytes(5).toString('hex').toUpperCase()}`;
      const path = `${uploadPath}${randomBytes(18).toString('base64url')}`;
      tickets.set(path, { id, name, length, bytes: undefined });
      forgetOldest(tickets);
      return { id, path };
    },
    receive(path, bytes) {
      const upload = tickets.get(path);
      if (upload === undefined) return 'unknown_ticket';
      if (upload.length !== bytes.length) return 'wrong_length';
      upload.bytes = bytes;
      return 'taken';
    },
    complete(id, title) {
      const [path, upload] = [...tickets].find(([, each]) => each.id === id) ?? [];
      if (path === undefined || upload?.bytes === undefined) return undefined;
      tickets.delete(path);
      contents.set(id, upload.bytes);
      forgetOldest(contents);
      const { name, length: size, bytes } = upload;
      const mimetype = mimetypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
      const preview = mimetype === 'text/csv' ? csvPreview(bytes.toString('utf8')) : [];
      return { id, name, title: title ?? name, mimetype, size, preview };
    },
    content: (id) => contents.get(id),
  };
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > keptFiles && oldest !== undefined) map.delete(oldest);
}
