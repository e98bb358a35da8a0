import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { KeptWorkspace } from '../workspace/kept.ts';
import { fromText, toText } from './kept-form.ts';

const draftEnding = '.draft';

/** What a file holds of a workspace; undefined where there is none, or none that can be read, which is warned of. */
export async function readKept(file: string, warn: (text: string) => void): Promise<KeptWorkspace | undefined> {
  try {
    return fromText(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    // In words of our own: the parser's quote what people said.
    const reason = code ?? 'it is damaged or of another version';
    warn(`the workspace begins empty, for ${file} cannot be read: ${reason}`);
    return undefined;
  }
}

/** Writes it; the file is whole at any moment. */
export async function writeKept(file: string, kept: KeptWorkspace): Promise<void> {
  const draft = `${file}.${randomUUID()}${draftEnding}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // What people say here is about people: for this user's eyes only.
    await writeFile(draft, toText(kept), { mode: 0o600 });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes away the drafts that killed processes left beside it, as far as that can be done; it never rejects. */
export async function removeDrafts(file: string): Promise<void> {
  const names = await readdir(dirname(file)).catch(() => []);
  const drafts = names.filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith(draftEnding));
  await Promise.allSettled(drafts.map((name) => rm(join(dirname(file), name), { force: true })));
}
